'use strict';

const fs = require('node:fs');
const { Counter } = require('./counter');
const { Door } = require('./door');

function play(text) {
  const counter = new Counter();
  const doors = new Map();
  for (const line of text.trim().split('\n')) {
    const [name, people] = line.split(' ');
    if (!doors.has(name)) {
      doors.set(name, new Door(name));
      counter.watch(doors.get(name));
    }
    doors.get(name).pass(Number(people));
  }
  return counter.report();
}

if (require.main === module) console.log(play(fs.readFileSync(process.argv[2], 'utf8')));

module.exports = { play };
