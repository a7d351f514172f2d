// What a page does under a pointer, keys and on paper; each check is
// check(holds, what) of pages.js.
const fs = require('fs');

const lit = () => document.querySelector('#agv').classList.contains('lit');

// All that is upstream or downstream of a box, from the ends of its lines alone;
// what is lit instead.
const traced = (slug) => {
  const own = [], edges = [], reached = {}, all = [];
  document.querySelectorAll('#agv .cp').forEach((e) => {
    if (e.classList.contains('i_' + slug))
      own.push(e.dataset.n);
  });
  document.querySelectorAll('#agv .edge').forEach((e) => {
    if (e.dataset.s && e.getAttribute('class') !== 'edge' &&
        !e.classList.contains('other'))
      edges.push([e.dataset.s, e.dataset.d, e.id]);
  });
  [[0, 1], [1, 0]].forEach(([from, to]) => {
    const seen = new Set(own);
    for (let more = true; more;) {
      more = false;
      edges.forEach((e) => {
        if (!seen.has(e[from]))
          return;
        reached[e[2]] = true;
        more = more || !seen.has(e[to]);
        seen.add(e[to]);
      });
    }
    seen.forEach((n) => { reached[n] = true; });
  });
  document.querySelectorAll('#agv .on').forEach((e) =>
    all.push(e.classList.contains('edge') ? e.id : e.dataset.n));
  return [Object.keys(reached).sort().join(' '), all.sort().join(' '),
    edges.length];
};

// Under the pointer: all copies of a box and what leads to and from them, the
// same node in tables, the rows of others pale.
async function hover(page, check) {
  const boxes = await page.$$('#agv .cp');
  let lines = 0;

  for (const box of boxes.slice(0, 3)) {
    const slug = await page.evaluate((e) =>
      /(?:^| )i_(\w+)/.exec(e.getAttribute('class'))[1], box);
    await box.hover();
    const [expected, found, count] = await page.evaluate(traced, slug);
    check(expected === found,
      `over ${slug} lit are ${found} instead of ${expected}`);
    lines = Math.max(lines, count);
    const [marked, same, pale, rows, own] = await page.evaluate((s) => [
      'tr.hi', `tr[data-i="${s}"]`, 'g.row.dim', 'g.row', `g.row.i_${s}`,
    ].map((of) => document.querySelectorAll(of).length), slug);
    check(marked === same, `over ${slug} ${marked} of ${same} rows are marked`);
    check(pale === rows - own, `over ${slug} ${pale} rows are pale`);
    await page.mouse.move(2, 2);
    check(!await page.evaluate(lit), `${slug} stays lit`);
  }
  check(!boxes.length || lines > 0, 'the cascade has no line');
}

// A box pinned by a click, let go by Escape; arrow keys.
async function follow(page, check) {
  const box = await page.$('#agv .cp');
  if (!box)
    return;
  await box.click();
  await page.mouse.move(2, 2);
  check(await page.evaluate(lit), 'a click does not keep a box');
  await page.keyboard.press('Escape');
  check(!await page.evaluate(lit), 'Escape does not let go');
  await page.evaluate((e) => e.focus(), box);
  const first = await page.evaluate(() => document.activeElement.id);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  const other = await page.evaluate(() => document.activeElement.id);
  check(other && other !== first, 'arrow keys do not move');
  await page.keyboard.press('Escape');
}

// Each step of the slider hides later rounds, pales earlier ones and says which
// it is; by keys.
async function step(page, check) {
  const slider = await page.$('#rng');
  if (!slider)
    return;
  const says = await page.evaluate((e) => e.dataset.says.split('\n'), slider);
  await slider.focus();
  for (let at = says.length - 1; at >= 0; at--) {
    await page.keyboard.press('ArrowLeft');
    const [said, wrong, hidden] = await page.evaluate((v) => {
      let faults = 0, off = 0;
      document.querySelectorAll('#agv [class]').forEach((e) => {
        const round = /(?:^| )r(\d+)/.exec(e.getAttribute('class'));
        if (!round)
          return;
        faults += e.classList.contains('off') !== round[1] > v ||
          e.classList.contains('past') !== round[1] < v;
        off += e.classList.contains('off');
      });
      return [document.querySelector('#rout').textContent, faults, off];
    }, at);
    check(said === says[at], `step ${at} says ${said}, not ${says[at]}`);
    check(wrong === 0, `step ${at} shows ${wrong} wrongly`);
    check(hidden > 0 || at === says.length - 1, `step ${at} hides nothing`);
  }
  await page.keyboard.press('End');
  check(await page.evaluate(() => !document.querySelector('#agv .off') &&
    document.querySelector('#rout').textContent === 'all rounds'),
  'the last step does not show all rounds');
}

// Every column of every table that sorts, both ways, the first by keys: numbers
// by their exact values, undefined ones last, equal ones in the order they had.
async function sort(page, check) {
  const buttons = await page.$$('table.sort thead button');

  for (const button of buttons) {
    for (const way of ['descending', 'ascending']) {
      const before = await page.evaluate((b) => Array.from(
        b.closest('table').tBodies[0].rows).map((r) => r.cells[0].textContent),
      button);
      if (button === buttons[0]) {
        await button.focus();
        await page.keyboard.press('Enter');
      } else {
        await page.evaluate((b) => b.click(), button);
      }
      const fault = await page.evaluate((b, up, old) => {
        const head = b.closest('th'), rows = Array.from(
          b.closest('table').tBodies[0].rows);
        const number = head.dataset.k === 'n';
        const key = (r) => {
          const cell = r.cells[head.cellIndex];
          return number ? Number(cell.dataset.v)
            : cell.dataset.v || cell.textContent;
        };
        if (b.closest('thead').querySelectorAll('[aria-sort]').length !== 1)
          return 'not one column is sorted';
        for (let i = 1; i < rows.length; i++) {
          const x = key(rows[i - 1]), y = key(rows[i]);
          const order = !number ? x.localeCompare(y)
            : x === y || isNaN(x) && isNaN(y) ? 0
              : isNaN(x) ? Infinity : isNaN(y) ? -Infinity : x - y;
          const names = rows.slice(i - 1, i + 1)
            .map((r) => old.indexOf(r.cells[0].textContent));
          if (Math.abs(order) === Infinity ? order > 0
            : up ? order > 0 : order < 0)
            return `${x} stands before ${y}`;
          if (order === 0 && new Set(old).size === old.length &&
              names[0] > names[1])
            return `equal ones changed places at ${x}`;
        }
        return head.getAttribute('aria-sort') === (up ? 'ascending'
          : 'descending') ? '' : 'it does not say how it is sorted';
      }, button, way === 'ascending', before);
      check(!fault, `${way}: ${fault}`);
    }
  }
}

// The command is what is copied, with a clipboard and without one.
async function copy(page, check) {
  const copied = await page.evaluate(() => {
    const got = [];
    const button = document.querySelector('button.copy');
    if (!button)
      return null;
    document.execCommand = () => got.push(String(getSelection()));
    Object.defineProperty(navigator, 'clipboard', {configurable: true,
      value: {writeText: (t) => { got.push(t); return Promise.resolve(); }}});
    button.click();
    Object.defineProperty(navigator, 'clipboard', {value: undefined});
    button.click();
    return [document.querySelector('#cmd').textContent].concat(got);
  });
  if (!copied)
    return;
  check(copied.length === 3, `copied ${copied.length - 1} times of 2`);
  copied.slice(1).forEach((text) =>
    check(text.trim() === copied[0].trim(), `copied ${text}`));
}

// Light becomes dark and light again, and the button names what it makes of it;
// the other one prints.
async function press(page, check) {
  const seen = await page.evaluate(() => {
    const ink = () => getComputedStyle(document.body).color;
    const theme = document.querySelector('#theme');
    const made = [ink()], names = [theme.textContent];
    let printed = 0;
    theme.click();
    made.push(ink());
    names.push(theme.textContent);
    theme.click();
    made.push(ink());
    names.push(theme.textContent);
    window.print = () => printed++;
    document.querySelector('#print').click();
    return made.concat(printed, names.join(', '));
  });
  check(seen[0] !== seen[1] && seen[0] === seen[2],
    `light and dark are ${seen.slice(0, 3)}`);
  check(seen[4] === 'Dark theme, Light theme, Dark theme',
    `its button says ${seen[4]}`);
  check(seen[3] === 1, `the page was printed ${seen[3]} times`);
}

// As many sheets as expected, give or take one for other fonts; what needs one
// of its own lies on it.
async function print(page, path, expected, check) {
  await page.pdf({path, preferCSSPageSize: true});
  const boxes = fs.readFileSync(path, 'latin1')
    .match(/\/MediaBox\s*\[[^\]]*\]/g) || [];
  const lying = boxes.filter((box) => {
    const [, , width, height] = box.match(/[\d.]+/g).map(Number);
    return width > height;
  });
  await page.emulateMediaType('print');
  const wide = await page.evaluate(() => Array.from(
    document.querySelectorAll('.wide')).filter((e) =>
    e.getClientRects().length).length);
  await page.emulateMediaType('screen');
  check(boxes.length > 0 && lying.length === wide,
    `${lying.length} of ${boxes.length} sheets lie, of ${wide} diagrams`);
  check(!expected || Math.abs(boxes.length - expected) <= 1,
    `${boxes.length} sheets instead of ${expected}`);
}

module.exports = {hover, follow, step, sort, copy, press, print};
