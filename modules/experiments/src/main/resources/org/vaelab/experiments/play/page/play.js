// The page: a panel for each model, and what all of them share.

import * as server from './server.js';
import { Panel } from './panel.js';
import { Sketch } from './sketch.js';
import { Trainings } from './training.js';
import { copies, paintSheet, save, shellWord } from './pixels.js';

const POLL_MILLISECONDS = 2000;
const POINTS_MILLISECONDS = 400;
const byId = (id) => document.getElementById(id);

function say(words) {
  byId('status').textContent = words;
}

// Whatever goes wrong is said, never thrown away.
export async function guarded(action) {
  try {
    const result = await action();
    return result;
  } catch (failure) {
    say(failure.message);
    if (!(failure instanceof server.ServerFault)) {
      console.error(failure);
    }
    return null;
  }
}

async function loadPoints(panel) {
  for (;;) {
    const points = await server.points(panel.index);
    if (points.missing) {
      say(`${panel.model.name}: ${points.missing}`);
      return;
    }
    if (!points.pending) {
      panel.setPoints(points);
      return;
    }
    await new Promise((done) => setTimeout(done, POINTS_MILLISECONDS));
  }
}

function linkPlanes(panels) {
  if (panels.length < 2 || panels[0].model.latent !== panels[1].model.latent) {
    return;
  }
  byId('together').hidden = false;
  const checked = byId('together').querySelector('input');
  panels.forEach((panel, i) => {
    panel.followed = (code) => checked.checked && panels[1 - i].goTo(code, false);
  });
}

function setUpSamples(panels) {
  const able = panels.filter((panel) => panel.model.samples);
  if (able.length === 0) {
    return;
  }
  byId('samples').hidden = false;
  const conditional = able.find((panel) => panel.model.conditional);
  if (conditional) {
    byId('sample-class-label').hidden = false;
    byId('sample-class').add(new Option('all', ''));
    conditional.model.classes.forEach((name, i) => byId('sample-class').add(new Option(name, i)));
  }
  byId('draw').addEventListener('click', () => guarded(() => drawSheets(able)));
}

async function drawSheets(panels) {
  const fields = ['count', 'seed', 'temperature'].map(byId);
  if (!fields.every((field) => field.reportValidity())) {
    return;
  }
  const [whole, seed, temperature] = fields.map((field) => field.valueAsNumber);
  byId('sheets').replaceChildren();
  for (const panel of panels) {
    const { model } = panel;
    const chosen = model.conditional ? byId('sample-class').value : '';
    const all = model.conditional && chosen === '';
    // Of a conditional model the command counts the images of each class.
    const count = all ? Math.max(1, Math.round(whole / model.classes.length)) : whole;
    const asked = { model: panel.index, count, seed, temperature };
    if (chosen !== '') {
      asked.class = Number(chosen);
    }
    const pixels = await server.sample(asked);
    const sheet = byId('sheet').content.cloneNode(true).firstElementChild;
    sheet.querySelector('h3').textContent = model.name;
    sheet.querySelector('h3').hidden = panels.length === 1;
    paintSheet(sheet.querySelector('canvas'), pixels, model, 10);
    const label = chosen === '' ? '' : ` --label ${shellWord(model.classes[chosen])}`;
    const code = sheet.querySelector('code');
    code.textContent =
      `vaelab sample ${model.word} --count ${count} --seed ${seed}` +
      ` --temperature ${temperature}${label} --out samples.png`;
    copies(sheet.querySelector('.copy'), code);
    sheet.querySelector('.save').addEventListener('click', () =>
      guarded(async () => save(await server.picture('sample', asked), 'samples.png')));
    byId('sheets').append(sheet);
  }
}

// A run that is still trained has newer weights now and then.
async function follow(panels, trainings) {
  for (;;) {
    await new Promise((done) => setTimeout(done, POLL_MILLISECONDS));
    await guarded(async () => {
      const models = await server.models();
      for (const panel of panels) {
        if (models[panel.index].version !== panel.model.version) {
          panel.renew(models[panel.index]);
          loadPoints(panel);
        }
      }
      await trainings.refresh();
    });
  }
}

async function start() {
  const models = await server.models();
  const panels = models.map((model, index) => new Panel(model, index, guarded));
  byId('models').className = panels.length > 1 ? 'two' : 'one';
  panels.forEach((panel) => byId('models').append(panel.root));
  document.title = `${models.map((model) => model.name).join(' and ')} - vaelab play`;
  linkPlanes(panels);
  panels.forEach((panel) => panel.goTo(panel.code, false));
  const encoding = panels.filter((panel) => panel.model.encodes);
  if (encoding.length > 0) {
    byId('images').hidden = false;
    new Sketch(encoding, guarded);
  }
  setUpSamples(panels);
  const trainings = new Trainings(panels.filter((panel) => panel.model.isRun));
  guarded(() => trainings.refresh());
  encoding.filter((panel) => panel.model.isRun).forEach((panel) => guarded(() => loadPoints(panel)));
  if (models.some((model) => model.watched)) {
    follow(panels, trainings);
  }
}

guarded(start);
