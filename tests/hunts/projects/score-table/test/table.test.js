'use strict';

const test = require('node:test');
const assert = require('node:assert');
const { table } = require('../table');
const { ranked } = require('../ranking');

const order = (text, by) => table(text, by).split('\n').map((line) => line.split(/[. ]+/).filter(Boolean).slice(0, 2).join(' '));

test('most points first', () => {
  assert.deepStrictEqual(order('name,games,points\nA,2,3\nB,2,5\nC,2,4'), ['1 B', '2 C', '3 A']);
});

test('the same points: fewer games first, then the name', () => {
  assert.deepStrictEqual(order('name,games,points\nD,3,4\nC,2,4\nB,2,4'), ['1 B', '1 C', '3 D']);
});

test('numbers are fine', () => {
  const teams = [{ name: 'A', games: 1, points: 9 }, { name: 'B', games: 1, points: 10 }];
  assert.strictEqual(ranked(teams)[0].name, 'B');
});
