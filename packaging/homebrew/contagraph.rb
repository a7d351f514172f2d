# For a tap of one's own: url and sha256 are those of a release. Not tried on macOS.
class Contagraph < Formula
  desc "How losses travel through financial networks"
  homepage "https://example.org/contagraph"
  url "https://example.org/contagraph-0.1.0.tar.gz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"
  license "GPL-3.0-or-later"

  depends_on "pkgconf" => :build
  depends_on "glpk"
  depends_on "graphviz"
  depends_on "igraph"
  depends_on "jansson"
  depends_on "libarchive"
  depends_on "nettle"
  depends_on "utf8proc"
  uses_from_macos "libxml2"
  uses_from_macos "sqlite"

  def install
    system "./configure", "--with-archive", *std_configure_args
    system "make", "install"
  end

  test do
    graph = pkgshare/"graphs/textbook-en1"
    assert_match "equity_lost", shell_output("#{bin}/contagraph run #{graph} --valuation clearing --format json")
  end
end
