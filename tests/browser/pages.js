// One page in a browser: pages.js CHROMIUM FILE [SHEETS]. Screenshots stay
// beside it; SHEETS is how many it is on paper.
const fs = require('fs');
const puppeteer = require('puppeteer-core');
const acts = require('./acts.js');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const [chromium, file, sheets] = process.argv.slice(2);
const url = 'file://' + file;
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
  'best-practice'];
const PAPER = 680; // pixels between the margins of A4
let failed = 0;

function check(holds, what) {
  if (!holds) {
    console.log(`${file}: ${what}`);
    failed = 1;
  }
}

// What a reader sees, without what only scripts show.
const words = () => {
  const copy = document.querySelector('main').cloneNode(true);
  copy.querySelectorAll('.js').forEach((e) => e.remove());
  return copy.textContent.replace(/\s+/g, '');
};

async function look(browser, width, height, scheme, media) {
  const page = await browser.newPage();
  const requests = [], lines = [];
  const name = `${scheme} ${media} at ${width}`;

  page.on('request', (r) => requests.push(r.url()));
  page.on('console', (m) => lines.push(m.text()));
  page.on('pageerror', (e) => lines.push(e.message));
  page.on('dialog', (d) => { lines.push('a dialog'); d.dismiss(); });
  await page.setViewport({width, height});
  await page.emulateMediaFeatures([
    {name: 'prefers-color-scheme', value: scheme}]);
  // Each takes back what the other has set: paper is light anyway.
  if (media !== 'screen')
    await page.emulateMediaType(media);
  await page.goto(url);
  check(await page.evaluate((type) => matchMedia(type).matches, media),
    `${name}: it is another medium`);
  check(media === 'print' || await page.evaluate((dark) =>
    matchMedia('(prefers-color-scheme:dark)').matches === dark &&
    (getComputedStyle(document.body).color === 'rgb(238, 242, 246)') === dark,
  scheme === 'dark'), `${name}: it looks otherwise`);
  check(await page.evaluate(() =>
    document.querySelector('#theme').textContent) ===
    (scheme === 'dark' ? 'Light theme' : 'Dark theme'),
  `${name}: its button makes it what it is`);
  // Figures of one row of tiles stand on one line.
  const steps = await page.evaluate(() => {
    const tops = {};
    document.querySelectorAll('dl.key div').forEach((e) => {
      const row = Math.round(e.getBoundingClientRect().top);
      (tops[row] = tops[row] || new Set()).add(
        Math.round(e.querySelector('dd').getBoundingClientRect().top));
    });
    return Object.values(tops).filter((of) => of.size > 1).length;
  });
  check(steps === 0, `${name}: figures of ${steps} rows are on no line`);
  const [wide, room] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth]);
  check(requests.length === 1, `${name}: requests ${requests}`);
  check(lines.length === 0, `${name}: console ${lines}`);
  check(media === 'print' && width > PAPER || wide === room,
    `${name}: ${wide} wide in ${room}`);
  // Diagrams that fill a screen, or those for a sheet; never both.
  const twice = await page.evaluate((hidden) => Array.from(
    document.querySelectorAll(hidden)).filter((e) => e.getClientRects().length)
    .length, media === 'print' ? '.fig.screen' : '.fig.paper');
  check(twice === 0, `${name}: ${twice} diagrams of another medium`);
  // A heading alone before its sheet would be a page of its own.
  const sheets = await page.evaluate(() => Array.from(
    document.querySelectorAll('section>h2+p+.wide:last-child'))
    .map((e) => getComputedStyle(e.parentElement).page));
  check(media !== 'print' || sheets.every((sheet) => sheet === 'wide'),
    `${name}: on sheets ${sheets}`);
  await page.screenshot({path: `${file}.${width}.${scheme}.${media}.png`,
    fullPage: true});
  const session = await page.createCDPSession();
  await session.send('Page.setBypassCSP', {enabled: true});
  await page.reload();
  await page.evaluate(axe);
  const found = await page.evaluate((only) => axe.run(document, {runOnly: only})
    .then((r) => r.violations.map((v) => `${v.id}: ${v.nodes[0].html}`)), rules);
  check(found.length === 0, `${name}: axe ${found.join('\n')}`);
  await page.close();
}

async function act(browser) {
  const page = await browser.newPage();

  await page.setViewport({width: 1280, height: 900});
  await page.goto(url);
  await acts.hover(page, check);
  await acts.follow(page, check);
  await acts.step(page, check);
  await acts.copy(page, check);
  await acts.press(page, check);
  await acts.print(page, `${file}.pdf`, Number(sheets), check);
  await acts.sort(page, check);
  const scripted = await page.evaluate(words);
  await page.close();

  const plain = await browser.newPage();
  await plain.setJavaScriptEnabled(false);
  await plain.goto(url);
  const tree = JSON.stringify(await plain.accessibility.snapshot());
  check(!/"role":"(button|slider)"/.test(tree), 'controls without a script');
  await plain.close();
  // The same document with and without its script.
  const source = await browser.newPage();
  await source.setJavaScriptEnabled(false);
  await source.goto(url);
  await source.setJavaScriptEnabled(true);
  const unscripted = await source.evaluate(words);
  check(Array.from(scripted).sort().join('') ===
    Array.from(unscripted).sort().join(''), 'other words without a script');
  await source.close();
}

(async () => {
  const browser = await puppeteer.launch({executablePath: chromium,
    args: ['--no-sandbox', '--disable-gpu']});
  for (const [width, height] of [[1280, 900], [768, 1024], [390, 844]])
    await look(browser, width, height, 'light', 'screen');
  await look(browser, 1280, 900, 'dark', 'screen');
  await look(browser, 1280, 900, 'light', 'print');
  await look(browser, PAPER, 1000, 'light', 'print');
  await act(browser);
  await browser.close();
  process.exit(failed);
})();
