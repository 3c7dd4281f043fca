'use strict';

const test = require('node:test');
const assert = require('node:assert');
const { answer } = require('../server');

test('binding costs for each copy', () => {
  assert.strictEqual(answer('/quote?pages=10&copies=2&extras=binding')[1].cents, 80 + 300);
});
