"""Builds the extension against an installed libcontagraph.

pkg-config says where that is; CONTAGRAPH_CFLAGS and CONTAGRAPH_LIBS say it
instead, and CONTAGRAPH_PRESETS_FOLDER where presets of venues are.
"""

import glob
import os
import shlex
import subprocess
import sys

from setuptools import Extension, setup

try:
    from setuptools.command.bdist_wheel import bdist_wheel
except ImportError:
    from wheel.bdist_wheel import bdist_wheel


def ask(*options):
    """What pkg-config says of the library."""
    program = os.environ.get("PKG_CONFIG", "pkg-config")
    try:
        return subprocess.check_output([program, *options, "contagraph"], text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SystemExit(
            "libcontagraph was not found: install it first, or say where it is: "
            "PKG_CONFIG_PATH=PREFIX/lib/pkgconfig"
        ) from error


def flags(variable, option):
    given = os.environ.get(variable)
    return shlex.split(ask(option) if given is None else given)


def presets():
    folder = os.environ.get("CONTAGRAPH_PRESETS_FOLDER")
    return ask("--variable=presetsdir").strip() if folder is None else folder


def run_path(libraries):
    """A library outside of the loader's folders is found again when it runs."""
    return ["-Wl,-rpath," + f[2:] for f in libraries
            if f.startswith("-L") and f[2:].startswith("/")]


class abi3(bdist_wheel):
    """One wheel for 3.11 and all later versions."""

    def get_tag(self):
        python, abi, platform = super().get_tag()
        if python.startswith("cp"):
            return "cp311", "abi3", platform
        return python, abi, platform


# The source alone is packed without the library; pip asks for it in code.
PACKING = {"sdist", "egg_info", "dist_info"} & set(sys.argv)

libraries = [] if PACKING else flags("CONTAGRAPH_LIBS", "--libs")
compiling = [] if PACKING else flags("CONTAGRAPH_CFLAGS", "--cflags")
folder = "" if PACKING else presets()

setup(
    ext_modules=[
        Extension(
            "contagraph._contagraph",
            sorted(glob.glob("module/*.c")),
            depends=["module/module.h"],
            define_macros=[
                ("Py_LIMITED_API", "0x030B0000"),
                ("PRESETS_FOLDER", f'"{folder}"'),
            ],
            py_limited_api=True,
            extra_compile_args=["-std=c11", "-fvisibility=hidden", *compiling],
            extra_link_args=[*libraries, *run_path(libraries)],
        )
    ],
    cmdclass={"bdist_wheel": abi3},
)
