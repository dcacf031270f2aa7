'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const $ = (id) => document.getElementById(id);
  const KEY = 'vaelab report ' + location.pathname;
  const MOST_IN_TIP = 12;
  const state = { hidden: [], parts: {}, log: false, from: 1, to: data.epochs };
  const plots = [];

  function readState() {
    try { return JSON.parse(sessionStorage.getItem(KEY)) || {}; } catch (unreadable) { return {}; }
  }
  function writeState(more) {
    try { sessionStorage.setItem(KEY, JSON.stringify(Object.assign({}, state, more))); } catch (full) { /* then not */ }
  }
  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    Object.entries(attributes || {}).forEach(([key, value]) => made.setAttribute(key, value));
    made.append(...children);
    return made;
  }
  const look = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // What is drawn: with one run the parts have their own colours, with several each run has one.
  const several = data.runs.length > 1;
  const PARTS = { test: '--series-1', validation: '--series-3', train: '--series-8', '': '--series-1' };
  const colorOf = (line) => look(several ? '--series-' + data.runs[line.run].color : PARTS[line.part]);
  const dashOf = (line) => {
    if (line.part === 'train') return [5, 4];
    return line.part === 'validation' ? [2, 3] : Math.floor(line.run / 8) % 2 ? [9, 4] : [];
  };
  const isShown = (line) => !state.hidden.includes(data.runs[line.run].label) && (line.part === '' || state.parts[line.part]);
  const nameOf = (line) => [several ? data.runs[line.run].label : '', line.part].filter(Boolean).join(', ') || 'value';

  function format(value) {
    if (value === null || value === undefined) return '-';
    const size = Math.abs(value);
    if (size !== 0 && size < 0.001) return value.toExponential(2);
    return value.toLocaleString('en', { maximumFractionDigits: size >= 1000 ? 1 : size >= 10 ? 2 : 4 });
  }

  // The box beside the cursor.
  function tooltip(u, chart, box) {
    const index = u.cursor.idx;
    if (index === null || index === undefined || u.cursor.left < 0) { box.hidden = true; return; }
    const shown = chart.lines.filter(isShown).map((line) => [line, line.values[index]])
      .filter(([, value]) => value !== null && value !== undefined);
    if (!shown.length) { box.hidden = true; return; }
    if (several) shown.sort((first, second) => second[1] - first[1]);
    const rows = shown.slice(0, MOST_IN_TIP).map(([line, value]) => {
      const key = element('i', { class: 'key' + (dashOf(line).length ? ' dashed' : '') });
      key.style.borderTopColor = colorOf(line);
      return element('div', {}, element('span', {}, key, nameOf(line)), element('span', {}, format(value)));
    });
    if (shown.length > MOST_IN_TIP) rows.push(element('div', {}, 'and ' + (shown.length - MOST_IN_TIP) + ' more'));
    box.replaceChildren(element('b', {}, 'epoch ' + (index + 1)), ...rows);
    box.hidden = false;
    const left = u.over.offsetLeft + u.cursor.left;
    const right = left + 16 + box.offsetWidth < u.root.parentElement.clientWidth;
    box.style.left = (right ? left + 14 : Math.max(0, left - box.offsetWidth - 14)) + 'px';
    box.style.top = Math.max(0, u.over.offsetTop + 8) + 'px';
  }

  function draw(chart) {
    const place = $(chart.id);
    const values = chart.lines.filter(isShown).flatMap((line) => line.values).filter((value) => value !== null);
    const positive = values.every((value) => value > 0);
    place.parentElement.querySelector('.linear').hidden = positive || !state.log;
    const box = element('div', { class: 'tip', role: 'status' });
    box.hidden = true;
    const font = '12px system-ui, sans-serif';
    const axis = { stroke: look('--soft'), font, grid: { stroke: look('--line'), width: 1 }, ticks: { show: false } };
    const u = new uPlot({
      width: place.clientWidth || 600,
      height: place.closest('.minor') ? 180 : 280,
      legend: { show: false },
      padding: [10, 12, 0, 0],
      cursor: { sync: { key: 'epochs', setSeries: false }, drag: { x: true, y: false }, points: { size: 7 } },
      scales: {
        x: { time: false, range: (self, least, most) => (least === most ? [least - 1, most + 1] : [least, most]) },
        y: { distr: state.log && positive ? 3 : 1 },
      },
      axes: [
        Object.assign({}, axis, { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000], size: 30 }),
        Object.assign({}, axis, {
          values: (self, splits) => splits.map((split) => (split === null ? '' : format(split))),
          size: (self, labels) => 14 + 7.5 * Math.max(3, ...(labels || []).map((label) => label.length)),
        }),
      ],
      series: [{}].concat(chart.lines.map((line) => ({
        stroke: colorOf(line), width: line.part === 'train' ? 1.5 : 2, dash: dashOf(line), show: isShown(line), spanGaps: true,
        points: { show: data.epochs <= 60, size: 5, fill: look('--surface') },
      }))),
      hooks: {
        setCursor: [(self) => tooltip(self, chart, box)],
        setSelect: [(self) => {
          if (self.select.width > 4) {
            zoom(self.posToVal(self.select.left, 'x'), self.posToVal(self.select.left + self.select.width, 'x'));
          }
        }],
      },
    }, [data.all].concat(chart.lines.map((line) => line.values)), place);
    u.setScale('x', { min: state.from, max: state.to });
    u.over.addEventListener('dblclick', () => zoom(1, data.epochs));
    place.append(box);
    plots.push({ u, chart, box });
  }

  function drawAll() {
    plots.splice(0).forEach(({ u, box }) => { u.destroy(); box.remove(); });
    data.charts.forEach(draw);
  }

  function zoom(from, to) {
    const clamp = (value) => Math.min(data.epochs, Math.max(1, Math.round(value) || 1));
    state.from = clamp(Math.min(from, to));
    state.to = clamp(Math.max(from, to));
    $('from').value = state.from;
    $('to').value = state.to;
    plots.forEach(({ u }) => u.setScale('x', { min: state.from, max: state.to }));
    writeState();
  }

  function checkbox(text, checked, changed, key) {
    const input = element('input', { type: 'checkbox' });
    input.checked = checked;
    input.addEventListener('change', () => { changed(input.checked); drawAll(); writeState(); });
    return element('label', {}, input, ...(key ? [key] : []), text);
  }

  function controls() {
    const parts = [...new Set(data.charts.flatMap((chart) => chart.lines.map((line) => line.part)))].filter(Boolean);
    parts.forEach((part) => {
      if (!(part in state.parts)) state.parts[part] = !several || part === 'test';
      const key = element('i', { class: 'key' + (part === 'test' ? '' : ' dashed') });
      if (!several) key.style.borderTopColor = 'var(' + PARTS[part] + ')';
      $('parts').append(checkbox(part, state.parts[part], (on) => { state.parts[part] = on; }, key));
    });
    if (several) {
      data.runs.forEach((run) => {
        const swatch = element('i', { class: 'swatch color-' + run.color, style: 'margin:0' });
        $('runs').append(checkbox(run.label, !state.hidden.includes(run.label), (on) => {
          state.hidden = on ? state.hidden.filter((each) => each !== run.label) : state.hidden.concat(run.label);
        }, swatch));
      });
    }
    $('log').checked = state.log;
    $('log').addEventListener('change', () => { state.log = $('log').checked; drawAll(); writeState(); });
    const typed = () => zoom(Number($('from').value), Number($('to').value));
    $('from').addEventListener('change', typed);
    $('to').addEventListener('change', typed);
    $('whole').addEventListener('click', () => zoom(1, data.epochs));
  }

  // The arrow keys move the cursor from epoch to epoch.
  function keyboard(place) {
    let index = null;
    place.addEventListener('keydown', (event) => {
      const steps = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
      if (steps === undefined) return;
      event.preventDefault();
      const { u } = plots.find((each) => each.chart.id === place.id);
      const next = index === null ? (steps < 0 ? state.to : state.from) - 1 : index + steps;
      index = Math.min(state.to - 1, Math.max(state.from - 1, next));
      u.setCursor({ left: u.valToPos(index + 1, 'x'), top: u.over.clientHeight / 2 });
    });
    place.addEventListener('blur', () => {
      const { u } = plots.find((each) => each.chart.id === place.id);
      index = null;
      u.setCursor({ left: -10, top: -10 });
    });
  }

  function curves() {
    data.all = Array.from({ length: data.epochs }, (none, i) => i + 1);
    data.charts.forEach((chart) => chart.lines.forEach((line) => {
      while (line.values.length < data.epochs) line.values.push(null);
    }));
    controls();
    drawAll();
    data.charts.forEach((chart) => keyboard($(chart.id)));
    let width = 0;
    new ResizeObserver(() => {
      if (width === document.body.clientWidth) return;
      width = document.body.clientWidth;
      plots.forEach(({ u, chart }) => u.setSize({ width: $(chart.id).clientWidth, height: u.height }));
    }).observe(document.body);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
    window.addEventListener('beforeprint', () => { document.documentElement.dataset.print = ''; drawAll(); });
    window.addEventListener('afterprint', () => { delete document.documentElement.dataset.print; drawAll(); });
  }

  function slider(card, number) {
    const frames = [...card.querySelectorAll('img')];
    const range = card.querySelector('input');
    const play = card.querySelector('.play');
    let timer = null;
    const show = (index) => {
      frames.forEach((frame, i) => { frame.hidden = i !== index; });
      card.querySelector('output').textContent = frames[index].dataset.when;
      range.setAttribute('aria-valuetext', frames[index].dataset.when);
    };
    const stop = () => { clearInterval(timer); timer = null; play.textContent = 'Play'; };
    range.addEventListener('input', () => { stop(); show(Number(range.value)); });
    play.addEventListener('click', () => {
      if (timer !== null) { stop(); return; }
      if (Number(range.value) === frames.length - 1) range.value = -1;
      play.textContent = 'Stop';
      timer = setInterval(() => {
        range.value = Number(range.value) + 1;
        show(Number(range.value));
        if (Number(range.value) === frames.length - 1) stop();
      }, Math.max(60, Math.min(500, 6000 / frames.length)));
    });
    const from = saved.frames && saved.frames[number];
    if (from !== undefined && from !== null && from < frames.length - 1) { range.value = from; }
    show(Number(range.value));
  }

  function copying(button) {
    button.addEventListener('click', async () => {
      const code = $(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(code.textContent);
        button.textContent = 'Copied';
      } catch (refused) {
        getSelection().selectAllChildren(code);
        button.textContent = 'Selected';
      }
      setTimeout(() => { button.textContent = 'Copy'; }, 2000);
    });
  }

  // While the runs go on the page comes again, as it was looked at.
  function live() {
    const pause = $('pause');
    let paused = false;
    pause.addEventListener('click', () => {
      paused = !paused;
      pause.setAttribute('aria-pressed', String(paused));
      pause.textContent = paused ? 'Go on' : 'Pause';
    });
    setInterval(() => {
      if (paused || document.hidden) return;
      // One that shows the newest epoch goes on to show the newest.
      const frames = [...document.querySelectorAll('.moving input')]
        .map((range) => (range.value === range.max ? null : Number(range.value)));
      const open = [...document.querySelectorAll('details')].map((each) => each.open);
      writeState({ frames, open, scroll: scrollY, to: state.to === data.epochs ? null : state.to });
      location.reload();
    }, 5000);
  }

  const saved = readState();
  ['hidden', 'parts', 'log', 'from', 'to'].forEach((name) => {
    if (saved[name] !== undefined && saved[name] !== null) state[name] = saved[name];
  });
  state.from = Math.min(state.from, data.epochs);
  state.to = Math.min(state.to, data.epochs);
  if (data.epochs) { curves(); if (state.from !== 1 || state.to !== data.epochs) zoom(state.from, state.to); }
  document.querySelectorAll('.moving').forEach(slider);
  document.querySelectorAll('.copy').forEach(copying);
  if (saved.open) document.querySelectorAll('details').forEach((each, i) => { each.open = Boolean(saved.open[i]); });
  if (saved.scroll !== undefined) { history.scrollRestoration = 'manual'; scrollTo(0, saved.scroll); }
  if ($('live')) live();
  else if (saved.scroll !== undefined) writeState();
})();
