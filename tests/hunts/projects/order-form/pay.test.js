'use strict';

const test = require('node:test');
const assert = require('node:assert');
const { toPay } = require('./pay');
const { bottles } = require('./bottles');

test('numbers and texts', () => {
  assert.deepStrictEqual([3, '12', '0', '1'].map(bottles), [3, 12, 0, 1]);
});

test('an empty field is one bottle', () => {
  assert.deepStrictEqual(['', null, undefined].map(bottles), [1, 1, 1]);
});

test('not a number', () => {
  assert.throws(() => bottles('a few'));
  assert.throws(() => bottles(-1));
});

test('delivery', () => {
  assert.strictEqual(toPay({ wines: [{ cents: 1000, bottles: 2 }] }), 2600);
  assert.strictEqual(toPay({ wines: [{ cents: 1000, bottles: 12 }] }), 12000);
});
