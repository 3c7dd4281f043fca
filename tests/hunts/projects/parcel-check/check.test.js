'use strict';

const test = require('node:test');
const assert = require('node:assert');
const { sorted } = require('./sorting');

test('a number', () => {
  assert.deepStrictEqual(sorted('RB 123456785 de'), { right: { DE: ['RB123456785DE'] }, look: [] });
});

test('not numbers', () => {
  assert.deepStrictEqual(sorted('RB12345678DE, hello\n123').look, ['RB12345678DE', 'hello', '123']);
});

test('something between them', () => {
  assert.deepStrictEqual(sorted('RB123456785DE\nsmudge\nRA999999999FR').look, ['smudge']);
});
