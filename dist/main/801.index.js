export const id = 801;
export const ids = [801,354];
export const modules = {

/***/ 7801:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   withMembers: () => (/* binding */ withMembers)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var smol_toml__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1746);
/* harmony import */ var toml_eslint_parser__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(187);
/* harmony import */ var _config_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(509);
/* harmony import */ var _config_edit_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2354);
// An edit of config.toml, the way back of config-edit.ts: members get the entries that another
// config.toml has for them, as they are spelt there; every other byte stays. Import it lazily.





/**
 * config.toml with what `source` has in [users] and in [devices] for these members. An entry that is
 * there stays as it is.
 * @param shown how errors name the file, relative to the workspace
 * @returns undefined when nothing had to change
 * @throws ActionError CONFIG_INVALID also when the edit cannot be made safely
 */
function withMembers(bytes, { source, uuids }, shown) {
    (0,_config_js__WEBPACK_IMPORTED_MODULE_3__/* .parseConfig */ .o)(bytes, shown);
    try {
        const [text, other] = [bytes, source].map((each) => Buffer.from(each).toString());
        if (text === undefined || other === undefined)
            throw new TypeError('no text');
        const before = (0,smol_toml__WEBPACK_IMPORTED_MODULE_1__/* .parse */ .qg)(text);
        const there = (0,smol_toml__WEBPACK_IMPORTED_MODULE_1__/* .parse */ .qg)(other);
        const missing = (name) => [...uuids]
            .filter((uuid) => hasOwn(there[name], uuid) && !hasOwn(before[name], uuid))
            .toSorted();
        const [users, devices] = [missing('users'), missing('devices')];
        if (users.length === 0 && devices.length === 0)
            return undefined;
        const wanted = {
            ...before,
            users: { ...before['users'], ...only(there['users'], users) },
            devices: { ...before['devices'], ...only(there['devices'], devices) },
        };
        const spelt = speltIn(other);
        let edited = text;
        for (const uuid of users)
            edited = withUser(edited, uuid, spelt);
        for (const uuid of devices)
            edited = withDevice(edited, uuid, spelt);
        // The whole document by another parser: nothing else may have changed.
        const nobody = new Set();
        if ((0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)((0,_config_edit_js__WEBPACK_IMPORTED_MODULE_4__/* .withoutEntries */ .Lf)((0,smol_toml__WEBPACK_IMPORTED_MODULE_1__/* .parse */ .qg)(edited), nobody), (0,_config_edit_js__WEBPACK_IMPORTED_MODULE_4__/* .withoutEntries */ .Lf)(wanted, nobody))) {
            (0,_config_js__WEBPACK_IMPORTED_MODULE_3__/* .parseConfig */ .o)(Buffer.from(edited), shown);
            return Buffer.from(edited);
        }
    }
    catch {
        // A parser that gives up, or a spelling that has no such tables, is no reason to guess.
    }
    throw (0,_config_edit_js__WEBPACK_IMPORTED_MODULE_4__/* .notEditable */ .WT)(shown);
}
function hasOwn(table, key) {
    return table !== undefined && Object.hasOwn(table, key);
}
function only(table, uuids) {
    return Object.fromEntries(uuids.map((uuid) => [uuid, table?.[uuid]]));
}
/** Values as text, since a parser does not keep all digits of a time. */
function speltIn(text) {
    const entriesOf = (base, entry) => {
        const path = (0,_config_edit_js__WEBPACK_IMPORTED_MODULE_4__/* .pathOf */ .XM)(base, entry);
        const { value } = entry;
        const isWholeTable = path.length < 2 || (path.length === 2 && path[0] === 'devices');
        if (isWholeTable && value.type === 'TOMLInlineTable') {
            return value.body.flatMap((inner) => entriesOf(path, inner));
        }
        return [{ path, value: text.slice(...value.range) }];
    };
    return (0,toml_eslint_parser__WEBPACK_IMPORTED_MODULE_2__/* .parseTOML */ .MD)(text).body[0].body.flatMap((node) => node.type === 'TOMLTable'
        ? node.body.flatMap((entry) => entriesOf(node.resolvedKey, entry))
        : entriesOf([], node));
}
function keyOf(path) {
    const parts = path.map((part) => {
        if (typeof part === 'number')
            throw new TypeError('an array of tables');
        return /^[\w-]+$/.test(part) ? part : JSON.stringify(part);
    });
    return parts.join('.');
}
function withUser(text, uuid, spelt) {
    const entry = spelt.find(({ path }) => path[0] === 'users' && path[1] === uuid);
    if (!entry)
        throw new TypeError('an entry of another kind');
    const line = `${keyOf([uuid])} = ${entry.value}`;
    const table = tablesOf(text).find(({ resolvedKey }) => resolvedKey.length === 1 && resolvedKey[0] === 'users');
    if (!table)
        return appended(text, ['[users]', `  ${line}`]);
    // After the last one that is to stand before it, so that a comment stays with what follows it.
    const before = table.body.filter((other) => String((0,_config_edit_js__WEBPACK_IMPORTED_MODULE_4__/* .pathOf */ .XM)([], other)[0]) < uuid);
    const neighbour = before.at(-1) ?? table.body[0];
    const indent = neighbour ? indentAt(text, neighbour.range[0]) : '  ';
    return insertedAfter(text, before.at(-1)?.range[1] ?? table.key.range[1], [`${indent}${line}`]);
}
function withDevice(text, uuid, spelt) {
    const fields = spelt.filter(({ path }) => path[0] === 'devices' && path[1] === uuid);
    const tables = tablesOf(text).filter(({ resolvedKey }) => resolvedKey[0] === 'devices');
    const others = tables.filter(({ resolvedKey }) => resolvedKey.length > 1);
    const before = others.filter(({ resolvedKey }) => String(resolvedKey[1]) < uuid);
    const neighbour = before.at(-1) ?? others[0];
    const indent = neighbour ? indentAt(text, neighbour.range[0]) : '  ';
    const field = neighbour?.body[0];
    const inner = field ? indentAt(text, field.range[0]) : `${indent}  `;
    const lines = [
        `${indent}[${keyOf(['devices', uuid])}]`,
        ...fields.map(({ path, value }) => `${inner}${keyOf(path.slice(2))} = ${value}`),
    ];
    const after = before.at(-1) ?? tables.find(({ resolvedKey }) => resolvedKey.length === 1);
    if (!after)
        return neighbour
            ? insertedBefore(text, neighbour.range[0], lines)
            : appended(text, ['[devices]', ...lines]);
    return insertedAfter(text, Math.max(after.key.range[1], after.body.at(-1)?.range[1] ?? 0), lines);
}
function tablesOf(text) {
    return (0,toml_eslint_parser__WEBPACK_IMPORTED_MODULE_2__/* .parseTOML */ .MD)(text).body[0].body.filter((node) => node.type === 'TOMLTable');
}
function indentAt(text, at) {
    const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
    return before.trim() === '' ? before : '';
}
function lineEndOf(text) {
    return text.includes('\r\n') ? '\r\n' : '\n';
}
/** Lines of their own after the line that `at` is on. */
function insertedAfter(text, at, lines) {
    const end = lineEndOf(text);
    const newline = text.indexOf('\n', at);
    if (newline === -1)
        return [text, ...lines].join(end);
    const place = newline + 1;
    return text.slice(0, place) + lines.map((line) => line + end).join('') + text.slice(place);
}
function insertedBefore(text, at, lines) {
    const place = text.lastIndexOf('\n', at - 1) + 1;
    const added = lines.map((line) => line + lineEndOf(text)).join('');
    return text.slice(0, place) + added + text.slice(place);
}
function appended(text, lines) {
    const end = lineEndOf(text);
    const gap = text === '' || text.endsWith('\n') ? end : end + end;
    return text + gap + lines.map((line) => line + end).join('');
}


/***/ }),

/***/ 2354:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lf: () => (/* binding */ withoutEntries),
/* harmony export */   WT: () => (/* binding */ notEditable),
/* harmony export */   XM: () => (/* binding */ pathOf),
/* harmony export */   withoutMembers: () => (/* binding */ withoutMembers)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var smol_toml__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1746);
/* harmony import */ var toml_eslint_parser__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(187);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5650);
/* harmony import */ var _config_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(509);
// An edit of config.toml: members' entries go, every other byte stays; config-additions.ts is the way
// back. Import both lazily: their parser is of use to nobody else.





const MEMBER_TABLES = ['users', 'devices'];
/**
 * config.toml without these members: their entries in [users] and in [devices], however they are
 * spelt. Comments on lines of their own stay, unless they are inside a value that goes.
 * @param uuids compared as they are, case included
 * @param shown how errors name the file, relative to the workspace
 * @returns undefined when nothing had to change
 * @throws ActionError CONFIG_INVALID also when the edit cannot be made safely
 */
function withoutMembers(bytes, uuids, shown) {
    (0,_config_js__WEBPACK_IMPORTED_MODULE_4__/* .parseConfig */ .o)(bytes, shown);
    try {
        const text = Buffer.from(bytes).toString();
        const before = (0,smol_toml__WEBPACK_IMPORTED_MODULE_1__/* .parse */ .qg)(text);
        const wanted = withoutEntries(before, uuids);
        if ((0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(wanted, withoutEntries(before, new Set())))
            return undefined;
        const edited = edit(text, uuids);
        // The whole document by another parser: whatever the edit took too much or too little is here.
        if ((0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(withoutEntries((0,smol_toml__WEBPACK_IMPORTED_MODULE_1__/* .parse */ .qg)(edited), new Set()), wanted)) {
            return Buffer.from(edited);
        }
    }
    catch {
        // A parser that gives up (of too long a string, say) is no reason to guess.
    }
    throw notEditable(shown);
}
function notEditable(shown) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ('CONFIG_INVALID', {
        what: `${shown} cannot be edited without a risk to the rest of it`,
        where: { file: shown },
        fix: 'Spell its members as the CLI does, each entry on a line of its own, and commit that first.',
    });
}
// An empty table of members and none at all are the same: `[devices.<uuid>]` makes [devices].
function withoutEntries(document, uuids) {
    const tables = Object.entries(document).map(([name, table]) => {
        if (!MEMBER_TABLES.includes(name))
            return [name, table];
        const entries = Object.entries(table).filter(([uuid]) => !uuids.has(uuid));
        return [name, entries.length > 0 ? Object.fromEntries(entries) : undefined];
    });
    return Object.fromEntries(tables.filter(([, table]) => table !== undefined));
}
function edit(text, uuids) {
    const isGone = ([table, uuid]) => MEMBER_TABLES.includes(table) && typeof uuid === 'string' && uuids.has(uuid);
    const cuts = { lines: [], parts: [] };
    for (const node of (0,toml_eslint_parser__WEBPACK_IMPORTED_MODULE_2__/* .parseTOML */ .MD)(text).body[0].body) {
        const isTable = node.type === 'TOMLTable';
        const base = isTable ? node.resolvedKey : [];
        // The header alone: the range of a table has the comments between its entries too.
        if (isTable && isGone(base))
            cuts.lines.push([node.range[0], node.key.range[1]]);
        for (const entry of isTable ? node.body : [node]) {
            const path = pathOf(base, entry);
            if (isGone(path))
                cuts.lines.push(entry.range);
            else if (entry.value.type === 'TOMLInlineTable') {
                const runs = runsOf(entry.value, (inner) => isGone(pathOf(path, inner)));
                for (const run of runs)
                    cutRun(text, run, cuts);
            }
        }
    }
    return without(text, [...cuts.parts, ...wholeLines(text, cuts.lines)], [0, text.length]);
}
function pathOf(base, { key }) {
    return [...base, ...key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value))];
}
function runsOf({ body, range }, isGone) {
    const runs = [];
    let entries = [];
    let start = range[0] + 1;
    let isFirst = true;
    for (const entry of body) {
        if (isGone(entry))
            entries.push(entry.range);
        else {
            runs.push({ entries, outer: [start, entry.range[0]], isFirst, isLast: false });
            entries = [];
            start = entry.range[1];
            isFirst = false;
        }
    }
    runs.push({ entries, outer: [start, range[1] - 1], isFirst, isLast: true });
    return runs.filter((run) => run.entries.length > 0);
}
function cutRun(text, { entries, outer, isFirst, isLast }, cuts) {
    const start = isLast ? outer[0] : (entries[0]?.[0] ?? outer[0]);
    const end = isLast && !isFirst ? (entries.at(-1)?.[1] ?? outer[1]) : outer[1];
    // Besides entries there are blanks, commas and comments. Where a comment is, its line tells what
    // it is about, so whole lines go; a comma that is left at the end is allowed where lines are.
    const hasComment = without(text, entries, [start, outer[1]]).includes('#');
    if (hasComment)
        cuts.lines.push(...entries);
    else
        cuts.parts.push([start, end]);
}
/** These lines, and blank ones beside them: of those before and after, the larger number stays. */
function wholeLines(text, gone) {
    const starts = [];
    /** A letter for each line: g(one), b(lank) or k(ept). */
    let kinds = '';
    let next = 0;
    for (let start = 0; start < text.length;) {
        const newline = text.indexOf('\n', start);
        const end = newline === -1 ? text.length : newline + 1;
        while ((gone[next]?.[1] ?? Infinity) <= start)
            next += 1;
        const isGone = (gone[next]?.[0] ?? Infinity) < end;
        kinds += isGone ? 'g' : text.slice(start, end).trim() === '' ? 'b' : 'k';
        starts.push(start);
        start = end;
    }
    return [...kinds.matchAll(/[bg]+/g)].flatMap(({ 0: lines, index }) => {
        if (!lines.includes('g'))
            return [];
        const before = lines.indexOf('g');
        const lastGone = lines.lastIndexOf('g');
        const isAtEnd = index + lines.length === kinds.length;
        const keepsBefore = !isAtEnd && (index === 0 || before >= lines.length - 1 - lastGone);
        const from = index + (keepsBefore ? before : 0);
        const to = index + (keepsBefore ? lines.length : lastGone + 1);
        return [[starts[from] ?? 0, starts[to] ?? text.length]];
    });
}
/** What is left of a part of the text. */
function without(text, cuts, [start, end]) {
    let left = '';
    let at = start;
    for (const [from, to] of cuts.toSorted((one, other) => one[0] - other[0])) {
        // Two cuts may overlap.
        if (from > at)
            left += text.slice(at, from);
        at = Math.max(at, to);
    }
    return left + text.slice(at, end);
}


/***/ })

};
