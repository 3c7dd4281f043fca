'use strict';

const test = require('node:test');
const assert = require('node:assert');
const { answer } = require('../server');

test('printing', () => {
  assert.deepStrictEqual(answer('/quote?pages=10&copies=5'), [200, { lines: [{ what: 'printing', cents: 200 }], cents: 200 }]);
});

test('many pages are cheaper', () => {
  assert.strictEqual(answer('/quote?pages=100&copies=10')[1].cents, 3600);
});

test('what is not a number', () => {
  assert.strictEqual(answer('/quote?pages=ten&copies=5')[0], 400);
});

test('somewhere else', () => {
  assert.strictEqual(answer('/')[0], 404);
});
