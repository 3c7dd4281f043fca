'use strict';

const test = require('node:test');
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { words } = require('../words');
const { report } = require('../report');

test('the words of a report', () => {
  const answers = [{ stars: 5, comment: 'Good' }, { stars: 2, comment: '' }];
  assert.strictEqual(words({ answers, broken: ['x.json'] }), '2 answers\n3.5 stars\n"Good"\nnot complete: x.json\n');
});

test('a report is written', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'survey-'));
  const file = path.join(folder, 'report.txt');
  await report(folder, file);
  assert.match(fs.readFileSync(file, 'utf8'), /answers/);
  fs.rmSync(folder, { recursive: true });
});
