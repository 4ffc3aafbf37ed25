export const id = 235;
export const ids = [235];
export const modules = {

/***/ 3616:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  destinations: () => (/* binding */ destinations)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./push/config-problems.js
var config_problems = __webpack_require__(4375);
// EXTERNAL MODULE: ./push/config-yaml.js + 1 modules
var config_yaml = __webpack_require__(6202);
;// CONCATENATED MODULE: ./check/destination-setup.js
// A destinations file as far as a comparison needs it: its entries and connections by name, a digest for
// each of their keys, the hosts it names. Checks nothing else: whether a push would take it is the push's
// matter. Never throws for what the file holds.



/** Why there is nothing to compare; `what` goes on from "it". */
class UnreadableSetup {
    what;
    constructor(what) {
        this.what = what;
    }
}
const WORD = /^[\w.-]{1,64}$/;
const MAX_URL = 2048;
function readSetup(path, content) {
    const problems = new config_problems/* Problems */.Zw();
    const root = (0,config_yaml/* readYaml */.g)({ shown: path, origin: 'file', content }, problems);
    if (problems.errors.length > 0)
        return new UnreadableSetup('cannot be read as destinations');
    const digests = new Map();
    const entries = new Map();
    for (const { kind, name, node } of namedIn(root)) {
        const key = `${kind} ${name ?? ''}`;
        if (name === undefined || entries.has(key) || node.kind !== 'map') {
            return new UnreadableSetup('cannot be read as destinations');
        }
        const word = WORD.test(name) ? name : `with an unusual name, line ${node.place.line}`;
        entries.set(key, {
            name: word === name && kind === 'destination' ? name : `${kind} ${word}`,
            type: typeOf(node),
            line: node.place.line,
            digests: new Map([...node.entries].map(([each, { node: of }]) => [each, digest(of, digests)])),
        });
    }
    const hosts = new Set();
    if (root)
        collectHosts(root, hosts, new Set());
    return { entries, hosts };
}
function namedIn(root) {
    if (!root || root.kind === 'scalar')
        return [];
    const list = root.kind === 'list' ? root : root.entries.get('destinations')?.node;
    const connections = root.kind === 'map' ? root.entries.get('connections')?.node : undefined;
    return [
        ...(list?.kind === 'list' ? list.items : []).map((node) => ({
            kind: 'destination',
            name: textIn(node, 'name'),
            node,
        })),
        ...(connections?.kind === 'map' ? [...connections.entries] : []).map(([name, { node }]) => ({ kind: 'connection', name, node })),
    ];
}
function textIn(node, key) {
    const found = node.kind === 'map' ? node.entries.get(key)?.node : undefined;
    return found?.kind === 'scalar' && typeof found.value === 'string' ? found.value : undefined;
}
function typeOf(node) {
    const type = textIn(node, 'type');
    return type !== undefined && WORD.test(type) ? type : undefined;
}
// What an alias stands for is hashed once, however often it stands there.
function digest(node, known) {
    const found = known.get(node);
    if (found !== undefined)
        return found;
    const hash = (0,external_node_crypto_.createHash)('sha256').update(node.kind);
    if (node.kind === 'scalar') {
        hash.update(` ${node.value === null ? 'null' : typeof node.value} `).update(node.text);
    }
    else if (node.kind === 'list') {
        for (const item of node.items)
            hash.update(digest(item, known));
    }
    else {
        const sorted = [...node.entries].toSorted(([one], [other]) => (one < other ? -1 : 1));
        for (const [key, { node: of }] of sorted) {
            hash.update(`${Buffer.byteLength(key)} ${key}`).update(digest(of, known));
        }
    }
    const made = hash.digest('hex');
    known.set(node, made);
    return made;
}
function collectHosts(node, hosts, seen) {
    if (seen.has(node))
        return;
    seen.add(node);
    if (node.kind === 'list')
        for (const item of node.items)
            collectHosts(item, hosts, seen);
    if (node.kind === 'map') {
        for (const [key, { node: of }] of node.entries) {
            // Templates of values may hold URLs that nobody connects to.
            if (key !== 'values')
                collectHosts(of, hosts, seen);
        }
    }
    const host = node.kind === 'scalar' ? hostOf(node.text) : undefined;
    if (host !== undefined)
        hosts.add(host);
}
/** Never user or password. */
function hostOf(text) {
    if (text.length > MAX_URL || !/^\s*https?:/i.test(text) || !URL.canParse(text))
        return undefined;
    const { host } = new URL(text);
    return /^[\w.:[\]-]{1,255}$/.test(host) ? host : undefined;
}

// EXTERNAL MODULE: ./check/finding.js
var finding = __webpack_require__(4847);
// EXTERNAL MODULE: ./check/member-wording.js
var member_wording = __webpack_require__(7483);
// EXTERNAL MODULE: ./check/secret-paths.js
var secret_paths = __webpack_require__(4153);
;// CONCATENATED MODULE: ./check/destinations.js




const MAX_BYTES = 1024 * 1024;
const FIX = 'Let somebody who answers for the secrets look at it before it is merged, and give the file an owner in CODEOWNERS.';
/** @param path of the destinations file, relative to the repository's root */
async function destinations(context, path) {
    const { head, range } = context;
    const after = head.files.get(path);
    const before = range?.base.files.get(path);
    if (!after && !before) {
        const text = `\`destinations-file\` is ${path}, which is in no commit that is checked: what becomes of it is not seen`;
        return { findings: [], notes: [text] };
    }
    if (!range || isSame(before, after))
        return { findings: [], notes: [] };
    const found = await compared(context, { path, base: range.base });
    return { findings: found ? [found] : [], notes: [] };
}
function isSame(before, after) {
    if (!before || !after || before.id !== after.id)
        return false;
    // A link can have the bytes that the file had.
    return (0,secret_paths/* isRegular */.$W)(before) === (0,secret_paths/* isRegular */.$W)(after);
}
async function compared(context, { path, base }) {
    if (!context.head.files.has(path)) {
        return changed(path, `${path}, which said where values go, is removed`);
    }
    const before = await setupOf(context, base, path);
    const after = await setupOf(context, context.head, path);
    if (after instanceof UnreadableSetup || before instanceof UnreadableSetup) {
        const [side, { what }] = after instanceof UnreadableSetup
            ? ['now', after]
            : ['before', before];
        return changed(path, `${path} says where values go, and changed; ${side} it ${what}`);
    }
    const differences = differencesOf(before ?? NOTHING, after ?? NOTHING);
    if (!differences)
        return undefined;
    const how = before ? 'The destinations changed' : 'The destinations are new';
    const line = differences.line === undefined ? {} : { line: differences.line };
    return changed(path, `${how} in ${path}: ${differences.text}`, line);
}
function changed(path, message, more = {}) {
    return (0,finding/* finding */.g)('DESTINATION_CHANGED', { path, ...more, message, fix: FIX });
}
const NOTHING = { entries: new Map(), hosts: new Set() };
/** undefined: there is none. */
async function setupOf({ blobs }, { files }, path) {
    const file = files.get(path);
    if (!file)
        return undefined;
    if (!(0,secret_paths/* isRegular */.$W)(file))
        return new UnreadableSetup('is a link or a submodule');
    const bytes = (await blobs.read([file.id], MAX_BYTES)).get(file.id);
    if (bytes)
        return readSetup(path, bytes);
    const size = (await blobs.sizes([file.id])).get(file.id);
    return new UnreadableSetup(size === undefined ? 'could not be fetched' : 'has over 1 MiB');
}
/** undefined: both mean the same. */
function differencesOf(before, after) {
    const entries = [...after.entries];
    const added = entries.filter(([key]) => !before.entries.has(key));
    const removed = [...before.entries].filter(([key]) => !after.entries.has(key));
    const different = entries.flatMap(([key, entry]) => {
        const keys = differentKeys(before.entries.get(key), entry);
        return keys.length > 0 ? [{ entry, keys }] : [];
    });
    const hosts = [...after.hosts].filter((host) => !before.hosts.has(host));
    const gone = [...before.hosts].filter((host) => !after.hosts.has(host));
    const parts = [
        ...part('added', added.map(titleOf)),
        ...part('removed', removed.map(titleOf)),
        ...part('changed', different.map(({ entry, keys }) => `${entry.name} (${(0,member_wording/* listed */.KE)(keys)})`)),
        ...part('new hosts:', hosts),
        ...part('hosts no longer named:', gone),
    ];
    if (parts.length === 0)
        return undefined;
    const lines = [...added.map(([, entry]) => entry), ...different.map(({ entry }) => entry)];
    return { text: parts.join('; '), line: lines.map(({ line }) => line).toSorted(byNumber)[0] };
}
function byNumber(one, other) {
    return one - other;
}
function part(what, names) {
    return names.length === 0 ? [] : [`${what} ${(0,member_wording/* listed */.KE)(names)}`];
}
function titleOf([, { name, type }]) {
    return type === undefined ? name : `${name} (${type})`;
}
/** Of what both have; empty where they are the same. */
function differentKeys(before, after) {
    if (!before)
        return [];
    const keys = new Set([...before.digests.keys(), ...after.digests.keys()]);
    const different = [...keys].filter((key) => before.digests.get(key) !== after.digests.get(key));
    return [...new Set(different.map(shownWord))];
}
function shownWord(word) {
    return /^[\w.-]{1,64}$/.test(word) ? word : 'a key of another kind';
}


/***/ }),

/***/ 4375:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KE: () => (/* binding */ listed),
/* harmony export */   Z9: () => (/* binding */ placeText),
/* harmony export */   Zw: () => (/* binding */ Problems),
/* harmony export */   dM: () => (/* binding */ shownKey),
/* harmony export */   h: () => (/* binding */ suggestion)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
/* harmony import */ var _platform_near_words_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8199);
// What is wrong with a configuration of destinations, and where: collected, so that all is told at
// once. Owns the wording of places and suggestions. Must never quote a value: it may be a secret.


const MOST_PROBLEMS = 50;
const SHOWABLE = /^[\w.-]{1,64}$/;
class Problems {
    // By place and mistake: what a connection has wrong is found again at each of its destinations.
    #found = new Map();
    #more = 0;
    add(problem) {
        const what = problem.what.replace(/^[^:]*: /, '');
        const key = JSON.stringify([problem.place, what]);
        if (this.#found.has(key))
            return;
        if (this.#found.size < MOST_PROBLEMS)
            this.#found.set(key, problem);
        else
            this.#more += 1;
    }
    /** In the order of the text; no more than a person reads. */
    get errors() {
        const problems = [...this.#found.values()].toSorted(byPlace);
        const last = problems.at(-1);
        return problems.map((problem) => toError(problem, problem === last ? this.#more : 0));
    }
}
function byPlace({ place: a }, { place: b }) {
    if (a.shown !== b.shown)
        return a.shown < b.shown ? -1 : 1;
    return a.line - b.line || a.column - b.column;
}
function toError({ place, what, fix, code }, more) {
    const others = more === 0 ? '' : ` (and ${more} more problems, not shown)`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(code ?? 'DESTINATIONS_INVALID', {
        what: `${placeText(place)}: ${what}${others}`,
        ...(place.origin === 'file' && { where: { file: place.shown, line: place.line } }),
        fix,
    });
}
/** `destinations.yml, line 4, column 7`. */
function placeText({ shown, origin, line, column }) {
    return `${origin === 'file' ? shown : `\`${shown}\``}, line ${line}, column ${column}`;
}
/** A key for a message. In `{token:abc}` the key is all of it, so what looks like no key is not shown. */
function shownKey(key) {
    return SHOWABLE.test(key) ? `\`${key}\`` : 'like this';
}
/** `a`, `b`, `c`. */
function listed(words) {
    return [...words].map((word) => `\`${word}\``).join(', ');
}
/** How to get from a wrong word to a right one. */
function suggestion(word, known) {
    const near = (0,_platform_near_words_js__WEBPACK_IMPORTED_MODULE_1__/* .nearWord */ .v)(word, known);
    const all = known.length === 0 ? 'Nothing can stand here.' : `Allowed: ${listed(known)}.`;
    return near === undefined ? all : `Did you mean \`${near}\`? ${all}`;
}


/***/ }),

/***/ 6202:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  g: () => (/* binding */ readYaml)
});

// EXTERNAL MODULE: ../node_modules/yaml/dist/index.js
var dist = __webpack_require__(6637);
// EXTERNAL MODULE: ./push/config-problems.js
var config_problems = __webpack_require__(4375);
;// CONCATENATED MODULE: ./push/config-text.js
const MAX_CONFIG_BYTES = 1024 * 1024;
/** undefined: it cannot be read, and `problems` says why. */
function decode(source, problems) {
    const { shown, origin, content } = source;
    const refuse = (what, fix, at) => {
        problems.add({ place: { shown, origin, ...at }, what, fix });
    };
    const start = { line: 1, column: 1 };
    const size = typeof content === 'string' ? Buffer.byteLength(content) : content.length;
    if (size > MAX_CONFIG_BYTES)
        return refuse('is larger than 1 MiB', 'Split it.', start);
    const text = typeof content === 'string' ? content : utf8(content);
    if (typeof text === 'number') {
        return refuse('this line is not UTF-8', 'Save it as UTF-8.', { line: text, column: 1 });
    }
    if (text.startsWith('\ufeff')) {
        return refuse('starts with a byte order mark', 'Save it as UTF-8 without BOM.', start);
    }
    const wrong = text.search(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0085\u2028\u2029]/);
    if (wrong !== -1) {
        const fix = 'Remove it; between double quotes it can be written as an escape.';
        return refuse('a control character cannot stand here', fix, positionIn(text, wrong));
    }
    const marker = text.search(/^(<{7}|>{7}) /m);
    if (marker !== -1) {
        const at = positionIn(text, marker);
        return refuse('holds conflict markers of an unfinished merge', 'Finish the merge.', at);
    }
    return text;
}
/** The text, or the first line that is none. */
function utf8(bytes) {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    try {
        return decoder.decode(bytes);
    }
    catch {
        // No character of several bytes holds the byte of a line feed.
        for (let line = 1, start = 0;; line += 1) {
            const end = bytes.indexOf(10, start);
            try {
                decoder.decode(bytes.subarray(start, end === -1 ? undefined : end));
            }
            catch {
                return line;
            }
            if (end === -1)
                return line;
            start = end + 1;
        }
    }
}
function positionIn(text, offset) {
    const before = text.slice(0, offset);
    const line = before.split('\n').length;
    return { line, column: offset - before.lastIndexOf('\n') };
}

;// CONCATENATED MODULE: ./push/config-yaml.js
// YAML as a configuration may be: one document of mappings with text keys, lists and scalars, each
// with its place. No tags, no merge keys, no directives; what aliases stand for is counted. Knows
// nothing of what the keys mean, and never quotes the text: it may hold secrets.



/** Aliases count as what they stand for. */
const MAX_NODES = 20_000;
const MAX_DEPTH = 32;
/** JavaScript gives these a meaning of their own. */
const UNUSABLE_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
/** undefined: nothing that could be read further, and `problems` says why; or nothing at all. */
function readYaml(source, problems) {
    const text = decode(source, problems);
    if (text === undefined)
        return undefined;
    const counter = new dist/* LineCounter */.HN();
    const document = (0,dist.parseDocument)(text, {
        lineCounter: counter,
        prettyErrors: false,
        schema: 'core',
        version: '1.2',
        merge: false,
        resolveKnownTags: false,
        // Its own check compares each key with all before it.
        uniqueKeys: false,
    });
    const placeAt = (offset) => {
        const { line, col } = counter.linePos(offset);
        return { shown: source.shown, origin: source.origin, line, column: col };
    };
    const errors = document.errors.map((error) => ({ place: placeAt(error.pos[0]), error }));
    for (const { place, error } of errors)
        problems.add({ place, ...wordsFor(error) });
    if (errors.length > 0)
        return undefined;
    return new Reader(document, placeAt, problems).read();
}
// Never the library's own words: they quote the text.
function wordsFor({ code }) {
    switch (code) {
        case 'TAB_AS_INDENT':
            return { what: 'a tab cannot indent', fix: 'Indent with spaces.' };
        case 'MULTIPLE_DOCS':
            return { what: 'a second document begins here', fix: 'Keep one document: remove `---`.' };
        case 'RESOURCE_EXHAUSTION':
            return { what: 'is nested too deep', fix: 'A destination needs a few levels only.' };
        case 'BLOCK_AS_IMPLICIT_KEY':
        case 'MULTILINE_IMPLICIT_KEY':
        case 'BAD_SCALAR_START':
            return {
                what: 'is no YAML',
                fix: 'Put texts with `: `, `#`, `@`, `{`, `*` or line breaks between quotes.',
            };
        case 'BAD_INDENT':
            return { what: 'the indentation is wrong', fix: 'Align it with the lines above.' };
        case 'MISSING_CHAR':
            return { what: 'a closing quote, bracket or colon is missing', fix: 'Look just before here.' };
        case 'BAD_DQ_ESCAPE':
            return {
                what: 'this escape does not exist between double quotes',
                fix: 'Double the backslash, or use single quotes.',
            };
        default:
            return { what: 'is no YAML', fix: 'Check the indentation, quotes and brackets around it.' };
    }
}
class Reader {
    #document;
    #placeAt;
    #problems;
    #anchors = new Map();
    #nodes = 0;
    #depth = 0;
    constructor(document, placeAt, problems) {
        this.#document = document;
        this.#placeAt = placeAt;
        this.#problems = problems;
    }
    read() {
        const { contents, directives } = this.#document;
        if (directives.yaml.explicit) {
            this.#refuse(0, 'a directive cannot stand here', 'Remove the line that begins with %.');
        }
        try {
            return contents === null ? undefined : this.#node(contents);
        }
        catch (error) {
            if (error instanceof TooMuch)
                return undefined;
            throw error;
        }
    }
    #node(node) {
        const offset = node.range?.[0] ?? 0;
        this.#count(1, offset);
        if ((0,dist/* isAlias */.Vj)(node))
            return this.#alias(node.source, offset);
        if (node.tag !== undefined) {
            this.#refuse(offset, 'a tag cannot stand here', 'Remove the word that begins with !.');
        }
        const before = this.#nodes;
        this.#depth += 1;
        if (this.#depth > MAX_DEPTH)
            this.#stop(offset, `is nested deeper than ${MAX_DEPTH} levels`);
        const located = this.#content(node, this.#placeAt(offset));
        this.#depth -= 1;
        const anchor = 'anchor' in node ? node.anchor : undefined;
        if (anchor !== undefined) {
            this.#anchors.set(anchor, { node: located, size: this.#nodes - before + 1 });
        }
        return located;
    }
    #content(node, place) {
        if ((0,dist.isMap)(node))
            return { kind: 'map', place, entries: this.#entries(node.items) };
        if ((0,dist/* isSeq */.oP)(node)) {
            return { kind: 'list', place, items: node.items.map((item) => this.#node(item)) };
        }
        const { value, source } = node;
        const text = typeof value === 'string' ? value : (source ?? '');
        const isPlain = value === null || ['string', 'number', 'boolean'].includes(typeof value);
        return {
            kind: 'scalar',
            place,
            value: isPlain ? value : text,
            text,
        };
    }
    #entries(pairs) {
        const entries = new Map();
        for (const { key, value } of pairs) {
            const node = key;
            const offset = node?.range?.[0] ?? 0;
            const name = this.#key(node, offset);
            const keyPlace = this.#placeAt(offset);
            const located = value
                ? this.#node(value)
                : { kind: 'scalar', place: keyPlace, value: null, text: '' };
            if (name === undefined)
                continue;
            if (entries.has(name)) {
                this.#refuse(offset, `a key ${(0,config_problems/* shownKey */.dM)(name)} stands here already`, 'Keep one of them.');
            }
            else
                entries.set(name, { keyPlace, node: located });
        }
        return entries;
    }
    #key(key, offset) {
        this.#count(1, offset);
        if (!(0,dist.isScalar)(key) || typeof key.value !== 'string') {
            this.#refuse(offset, 'a key must be text', 'Write it between quotes.');
            return undefined;
        }
        if (key.tag !== undefined || key.anchor !== undefined) {
            this.#refuse(offset, 'a key takes no tag and no anchor', 'Write the key alone.');
            return undefined;
        }
        if (key.value === '<<') {
            this.#refuse(offset, 'keys cannot be merged', 'Write them out, or use `connections`.');
            return undefined;
        }
        if (UNUSABLE_KEYS.has(key.value)) {
            this.#refuse(offset, `\`${key.value}\` cannot be a key`, 'Choose another name.');
            return undefined;
        }
        return key.value;
    }
    // An alias inside of what it stands for is not known yet, so nothing is endless.
    #alias(name, offset) {
        const found = this.#anchors.get(name);
        if (!found) {
            const fix = 'Anchor it before with &, or put the text between quotes if it begins with *.';
            this.#refuse(offset, 'this alias stands for nothing', fix);
            return { kind: 'scalar', place: this.#placeAt(offset), value: null, text: '' };
        }
        this.#count(found.size, offset);
        return found.node;
    }
    #count(nodes, offset) {
        this.#nodes += nodes;
        if (this.#nodes > MAX_NODES)
            this.#stop(offset, `holds more than ${MAX_NODES} things by here`);
    }
    #refuse(offset, what, fix) {
        this.#problems.add({ place: this.#placeAt(offset), what, fix });
    }
    #stop(offset, what) {
        this.#refuse(offset, what, 'Aliases count as what they stand for. Make it smaller.');
        throw new TooMuch(what);
    }
}
class TooMuch extends Error {
}


/***/ })

};
