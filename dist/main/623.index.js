export const id = 623;
export const ids = [623];
export const modules = {

/***/ 7623:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ appendToAuditLog),
/* harmony export */   O: () => (/* binding */ readAuditLog),
/* harmony export */   keyMadeAt: () => (/* binding */ keyMadeAt)
/* harmony export */ });
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7728);
// .kanuka/audit.jsonl: who did what to a store, one JSON object a line, only ever added to. Owns how
// a line is written and read. Whoever may commit can write lines too: a log claims, it proves nothing.

const NEWLINE = 0x0a;
const MIN_LINE_BYTES = '{"ts":"2026-01-02T03:04:05Z","op":"x"}'.length;
/** Far above what a store's list of files takes; bounds the memory for hostile nesting. */
const MAX_LINE_BYTES = 1024 * 1024;
/** What the clocks of two machines may differ by. */
const CLOCK_SKEW_MS = 5 * 60 * 1000;
const KEY_MAKERS = ['init', 'sync', 'revoke'];
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;
// As Go's encoding/json reads them: missing and null are empty, a wrong type spoils the line.
const TextSchema = valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), '');
const LineSchema = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    ts: valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    op: valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .nonEmpty */ .hq()),
    user: TextSchema,
    uuid: TextSchema,
    target_uuid: TextSchema,
    target_user: TextSchema,
});
/**
 * The log with one more line per entry. What was there stays byte for byte, whatever its line ends;
 * a missing last newline is added first.
 */
function appendToAuditLog(log, entries) {
    const existing = log ?? new Uint8Array();
    const isCutOff = entries.length > 0 && existing.length > 0 && existing.at(-1) !== NEWLINE;
    const lines = entries.map((entry) => `${formatEntry(entry)}\n`);
    return Buffer.concat([existing, Buffer.from(`${isCutOff ? '\n' : ''}${lines.join('')}`)]);
}
/** Lines that can be read, in order. Bad ones are skipped, as the CLI does. */
function readAuditLog(log) {
    return [...linesOf(log)];
}
/**
 * When the store's symmetric key was made, as the log claims. A revocation makes a new key without
 * a line for the `sync`; `rotate` is about a member's own key pair. A line from the future, which
 * would keep the key young for ever, does not count.
 */
function keyMadeAt(log, now) {
    const latest = now.getTime() + CLOCK_SKEW_MS;
    let newest;
    for (const { op, time } of linesOf(log ?? new Uint8Array())) {
        if (!KEY_MAKERS.includes(op) || time.getTime() > latest)
            continue;
        if (newest === undefined || time > newest)
            newest = time;
    }
    return newest;
}
function formatEntry(entry) {
    const always = [
        // The CLI writes microseconds, which a Date does not have.
        ['ts', entry.time.toISOString().replace('Z', '000Z')],
        ['user', entry.user],
        ['uuid', entry.uuid],
        ['op', entry.op],
    ];
    const optional = [
        ['files', entry.files ?? []],
        ['target_user', entry.targetUser ?? ''],
        ['target_uuid', entry.targetUuid ?? ''],
        ['device', entry.device ?? ''],
        ['users_count', entry.usersCount ?? 0],
        ['files_count', entry.filesCount ?? 0],
        ['removed_count', entry.removedCount ?? 0],
        ['mode', entry.mode ?? ''],
        ['output_path', entry.outputPath ?? ''],
        ['project_name', entry.projectName ?? ''],
        ['project_uuid', entry.projectUuid ?? ''],
        ['device_name', entry.deviceName ?? ''],
    ];
    const fields = [...always, ...optional.filter(([, value]) => !isEmpty(value))];
    return `{${fields.map(([name, value]) => `"${name}":${formatValue(value)}`).join(',')}}`;
}
function isEmpty(value) {
    return typeof value === 'number' ? value === 0 : value.length === 0;
}
function formatValue(value) {
    if (typeof value === 'number')
        return String(value);
    return typeof value === 'string' ? formatText(value) : `[${value.map(formatText).join(',')}]`;
}
// As Go's encoding/json writes it, so that our lines and the CLI's are alike.
function formatText(text) {
    const pieces = text.split(/\p{Surrogate}/u).map((piece) => JSON.stringify(piece).slice(1, -1));
    const escaped = pieces.join('\\ufffd').replace(/[<>&\u2028\u2029]/g, escapeAsGo);
    return `"${escaped}"`;
}
function escapeAsGo(character) {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
// One line at a time: a log can be larger than the longest string.
function* linesOf(log) {
    const bytes = Buffer.from(log.buffer, log.byteOffset, log.byteLength);
    let start = 0;
    while (start < bytes.length) {
        const newline = bytes.indexOf(NEWLINE, start);
        const end = newline === -1 ? bytes.length : newline;
        const length = end - start;
        // Millions of lines that cannot be any cost nothing this way.
        if (length >= MIN_LINE_BYTES && length <= MAX_LINE_BYTES) {
            const line = readLine(bytes.toString('utf8', start, end));
            if (line !== undefined)
                yield line;
        }
        start = end + 1;
    }
}
function readLine(text) {
    const parsed = valibot__WEBPACK_IMPORTED_MODULE_0__/* .safeParse */ .xLC(LineSchema, parseObject(text), { abortEarly: true });
    if (!parsed.success)
        return undefined;
    const { ts, op, user, uuid, target_uuid: targetUuid, target_user: targetUser } = parsed.output;
    const time = readTime(ts);
    if (time === undefined)
        return undefined;
    return {
        time,
        op,
        user,
        uuid,
        ...(targetUuid !== '' && { targetUuid }),
        ...(targetUser !== '' && { targetUser }),
    };
}
function parseObject(text) {
    // An error is slow to make, and a hostile log can have millions of such lines.
    if (!/^\s*\{/.test(text))
        return undefined;
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function readTime(text) {
    if (!UTC.test(text))
        return undefined;
    const time = new Date(text);
    if (Number.isNaN(time.getTime()))
        return undefined;
    // JavaScript makes the 2nd of March of a 30th of February.
    return time.toISOString().startsWith(text.slice(0, 19)) ? time : undefined;
}


/***/ })

};
