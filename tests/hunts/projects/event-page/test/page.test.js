'use strict';

const test = require('node:test');
const assert = require('node:assert');
const { away } = require('../words');
const { page } = require('../page');

test('what is over is not shown, and the soonest comes first', () => {
  const events = [{ name: 'B', day: '2024-05-03' }, { name: 'A', day: '2024-05-02' }, { name: 'C', day: '2024-05-01' }];
  assert.deepStrictEqual(page(events, '2024-05-02').match(/[ABC] \(.*\)/g), ['A (today)', 'B (tomorrow)']);
});

test('words', () => {
  assert.deepStrictEqual([0, 1, 2].map(away), ['today', 'tomorrow', 'in 2 days']);
});

test('not a day', () => {
  assert.throws(() => page([{ name: 'x', day: 'soon' }], '2024-05-02'));
  assert.throws(() => page([{ name: 'x', day: '2024-13-02' }], '2024-05-02'));
});
