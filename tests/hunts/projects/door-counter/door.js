'use strict';

const { EventEmitter } = require('node:events');

class Door extends EventEmitter {
  constructor(name) {
    super();
    this.name = name;
    this.people = 0; // as the display over the door shows it
  }

  pass(people) {
    this.emit('pass', people, this.name);
  }
}

module.exports = { Door };
