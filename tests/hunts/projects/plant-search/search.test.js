'use strict';

const test = require('node:test');
const assert = require('node:assert');
const { search } = require('./search');

test('small, large, accents', () => {
  assert.deepStrictEqual(search('ROSE', ['Rosé', 'primrose', 'Fern']), ['primrose', 'Rosé']);
});

test('exactly', () => {
  assert.deepStrictEqual(search('"Rose"', ['Rosé', 'Tea rose', 'Rose of Sharon']), ['Rose of Sharon']);
});

test('without', () => {
  assert.deepStrictEqual(search('rose -tea', ['Tea rose', 'Primrose']), ['Primrose']);
});
