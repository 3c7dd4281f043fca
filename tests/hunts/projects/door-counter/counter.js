'use strict';

class Counter {
  constructor() {
    this.people = 0;
    this.groups = 0;
    this.byDoor = new Map();
  }

  watch(door) {
    this.byDoor.set(door.name, 0);
    door.on('pass', this.count);
  }

  ignore(door) {
    door.off('pass', this.count);
  }

  count(people, name) {
    this.people += people;
    this.groups += 1;
    this.byDoor?.set(name, this.byDoor.get(name) + people);
  }

  report() {
    const doors = [...this.byDoor].map(([name, people]) => `${name}: ${people}`);
    return [`${this.people} people in ${this.groups} groups`, ...doors].join('\n');
  }
}

module.exports = { Counter };
