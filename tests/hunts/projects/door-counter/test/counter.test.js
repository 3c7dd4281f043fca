'use strict';

const test = require('node:test');
const assert = require('node:assert');
const { Counter } = require('../counter');
const { Door } = require('../door');

test('counting', () => {
  const counter = new Counter();
  counter.watch(new Door('main'));
  counter.count(3, 'main');
  counter.count(2, 'main');
  assert.strictEqual(counter.report(), '5 people in 2 groups\nmain: 5');
});

test('a closed door', () => {
  const counter = new Counter();
  const door = new Door('main');
  counter.watch(door);
  counter.ignore(door);
  door.pass(7);
  assert.strictEqual(counter.people, 0);
});
