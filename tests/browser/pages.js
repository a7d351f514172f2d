// One page in a browser: pages.js CHROMIUM FILE. Screenshots stay beside it.
const fs = require('fs');
const puppeteer = require('puppeteer-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const [chromium, file] = process.argv.slice(2);
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

// A box under the pointer, pinned by a click, let go by Escape; arrow keys.
async function follow(page) {
  const box = await page.$('#agv .cp');
  if (!box)
    return;
  const lit = () => page.evaluate(() =>
    document.querySelector('#agv').classList.contains('lit'));
  await box.click();
  await page.mouse.move(2, 2);
  check(await lit(), 'a click does not keep a box');
  await page.keyboard.press('Escape');
  check(!await lit(), 'Escape does not let go');
  await page.evaluate((e) => e.focus(), box);
  const first = await page.evaluate(() => document.activeElement.id);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  const other = await page.evaluate(() => document.activeElement.id);
  check(other && other !== first, 'arrow keys do not move');
  await page.keyboard.press('Escape');
}

// The command is what is copied.
async function copy(page) {
  const copied = await page.evaluate(() => {
    let got;
    const button = document.querySelector('button.copy');
    if (!button)
      return null;
    Object.defineProperty(navigator, 'clipboard', {value:
      {writeText: (t) => { got = t; return Promise.resolve(); }}});
    document.execCommand = () => {
      got = String(getSelection());
      return true;
    };
    button.click();
    return [got, document.querySelector('#cmd').textContent];
  });
  if (copied)
    check(copied[0] && copied[0].trim() === copied[1].trim(),
      `copied ${copied[0]}`);
}

async function act(browser) {
  const page = await browser.newPage();

  await page.goto(url);
  const seen = await page.evaluate(() => {
    const made = {};
    const slider = document.querySelector('#rng');
    if (slider) {
      slider.value = 0;
      slider.oninput();
      made.off = document.querySelectorAll('.gv .off').length;
      made.said = document.querySelector('#rout').textContent;
      slider.value = slider.max;
      slider.oninput();
      made.all = document.querySelector('#rout').textContent;
    }
    const button = document.querySelector('#losers table.sort thead button');
    if (button) {
      button.click();
      button.click();
      made.order = Array.from(document.querySelectorAll(
        '#losers table.sort tbody th')).map((e) => e.textContent);
    }
    const box = document.querySelector('#agv .cp');
    if (box) {
      box.dispatchEvent(new MouseEvent('mouseenter'));
      made.lit = document.querySelectorAll('#agv .on').length;
    }
    return made;
  });
  if (seen.said !== undefined) {
    check(seen.off > 0, 'the slider hides nothing');
    check(seen.said && seen.all === 'all rounds', 'the slider says nothing');
    check(seen.lit > 0, 'a box lights nothing');
  }
  if (seen.order)
    check(seen.order.every((e, i) => !i ||
      seen.order[i - 1].localeCompare(e) <= 0), 'sorting does not sort');
  await follow(page);
  await copy(page);
  const scripted = await page.evaluate(words);
  await page.pdf({path: `${file}.pdf`, preferCSSPageSize: true});
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
