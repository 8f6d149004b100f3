import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { transformSync } from '@babel/core';

const require = createRequire(import.meta.url);
const options = {
    babelrc: false,
    configFile: false,
    compact: false,
    presets: [[require.resolve('@react-native/babel-preset'), { enableBabelRuntime: false }]],
};

/** Timers are handed in by the tests; those that SignalR sets by itself, for seconds, would fire at once on the bare engine. */
const prelude = `
globalThis.setTimeout = function () { return 0; };
globalThis.clearTimeout = function () {};
var definitions = [], loaded = [];
function load(id) {
  if (!loaded[id]) {
    loaded[id] = { exports: {} };
    definitions[id](load, loaded[id], loaded[id].exports);
  }
  return loaded[id].exports;
}
`;

/**
 * Puts scripts and all that they import into one, lowered as React Native does it.
 * @param entries Files that are run in this order.
 * @param vitest The file that takes the place of vitest.
 * @param last What is run in the end, with `load` at hand.
 */
export function bundle(entries, vitest, last) {
    const modules = new Map();
    const add = file => {
        const known = modules.get(file);
        if (known !== undefined) return known.id;
        const module = { id: modules.size, code: '' };
        modules.set(file, module);
        const { code } = transformSync(readFileSync(file, 'utf8'), { ...options, filename: file });
        module.code = code.replace(/\brequire\(["']([^"']+)["']\)/g, (_, name) => `require(${add(find(name, file, vitest))})`);
        return module.id;
    };
    const ids = entries.map(add);
    const runner = add(vitest);
    const definitions = [...modules.values()].map(({ id, code }) => `definitions[${id}] = function (require, module, exports) {\n${code}\n};\n`);
    return [prelude, ...definitions, ...ids.map(id => `load(${id});\n`), last(`load(${runner})`)].join('');
}

function find(name, from, vitest) {
    if (name === 'vitest') return vitest;
    const path = name.startsWith('.') ? resolve(dirname(from), name) : entryOf(name, from);
    const file = [path, `${path}.js`, `${path}.mjs`, join(path, 'index.js')].find(each => existsSync(each) && statSync(each).isFile());
    if (file === undefined) throw new Error(`${from} imports ${name}, which is not there.`);
    return file;
}

/** The modules of a package, as a bundler takes them. */
function entryOf(name, from) {
    for (let folder = dirname(from); folder !== dirname(folder); folder = dirname(folder)) {
        const home = join(folder, 'node_modules', name);
        if (!existsSync(home)) continue;
        const { module, main } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
        return join(home, module ?? main);
    }
    throw new Error(`${from} imports ${name}, which is not installed.`);
}
