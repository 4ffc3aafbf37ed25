import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: ./platform/cleanup.js
// What a run wrote and how to take it away again. The journal lies in the runner's temp folder, not
// in the step's state: state becomes one environment variable of post, and a list of some thousand
// paths would be too long for it. Used by main (on a signal or a failed write) and by post, so it
// needs node's own modules alone. It holds paths and names, never a value.



class CleanupJournal {
    path;
    #salt;
    #entries = [];
    constructor(temp) {
        const folder = fs.mkdtempSync(join(temp, 'kanuka-cleanup-'));
        this.path = join(folder, 'journal.jsonl');
        this.#salt = randomBytes(32).toString('hex');
        this.#append([{ salt: this.#salt }]);
    }
    /** Must be called before the bytes are written. */
    staging(paths) {
        this.#add(paths.map((path) => ({ kind: 'staging', path })));
    }
    folder(path) {
        this.#add([{ kind: 'folder', path }]);
    }
    /** Must be called before the renames. */
    files(files) {
        this.#add(files.map((file) => ({ kind: 'file', ...file })));
    }
    /** Must be called before the second name is made. */
    replaced(path, keptAs) {
        this.#add([{ kind: 'replaced', path, keptAs }]);
    }
    /** Must be called before the names are exported. */
    variables(names) {
        this.#add(names.map((name) => ({ kind: 'variable', name })));
    }
    digest(content) {
        return digestOf(this.#salt, content);
    }
    /** Takes back everything that was written so far. */
    undo() {
        return cleanUp(this.#salt, this.#entries);
    }
    /** Nothing is to be removed after the job: forget it all. */
    forget() {
        fs.rmSync(join(this.path, '..'), { recursive: true, force: true });
    }
    #add(entries) {
        if (entries.length === 0)
            return;
        this.#append(entries);
        this.#entries.push(...entries);
    }
    #append(lines) {
        const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
        fs.appendFileSync(this.path, text, { mode: 0o600 });
    }
}
/** Reads the journal that main left at `path` and takes everything back. */
function cleanUpFrom(path) {
    const [first, ...entries] = external_node_fs_namespaceObject.readFileSync(path, 'utf8').split('\n').flatMap(parseLine);
    const salt = first?.salt;
    if (typeof salt !== 'string')
        throw new Error('the cleanup journal has no head');
    const result = cleanUp(salt, entries.filter(isEntry));
    if (result.failed.length === 0)
        external_node_fs_namespaceObject.rmSync((0,external_node_path_namespaceObject.join)(path, '..'), { recursive: true, force: true });
    return result;
}
// The last line may be half written when the process was killed in it: what it announces had not
// happened yet.
function parseLine(line) {
    try {
        return [JSON.parse(line)];
    }
    catch {
        return [];
    }
}
const FIELDS = {
    staging: ['path'],
    folder: ['path'],
    file: ['path', 'staged', 'dev', 'ino', 'born', 'digest'],
    replaced: ['path', 'keptAs'],
    variable: ['name'],
};
function isEntry(entry) {
    if (typeof entry !== 'object' || entry === null)
        return false;
    const record = entry;
    const kind = String(record['kind']);
    const fields = Object.hasOwn(FIELDS, kind) ? FIELDS[kind] : undefined;
    return fields !== undefined && fields.every((field) => typeof record[field] === 'string');
}
function cleanUp(salt, entries) {
    const removed = [];
    const kept = [];
    const failed = [];
    const remove = (path, mayRemove) => {
        try {
            if (!external_node_fs_namespaceObject.lstatSync(path, { throwIfNoEntry: false }))
                return;
            if (!mayRemove())
                return void kept.push(path);
            external_node_fs_namespaceObject.unlinkSync(path);
            removed.push(path);
        }
        catch {
            failed.push(path);
        }
    };
    for (const entry of entries) {
        if (entry.kind === 'staging')
            remove(entry.path, () => isRegular(entry.path));
        if (entry.kind === 'file')
            remove(entry.path, () => isStillOurs(salt, entry));
    }
    for (const entry of entries.toReversed()) {
        if (entry.kind === 'replaced' && !putBack(entry.path, entry.keptAs))
            failed.push(entry.path);
        if (entry.kind === 'folder')
            removeFolderIfEmpty(entry.path);
    }
    const variables = entries.flatMap((entry) => (entry.kind === 'variable' ? [entry.name] : []));
    return { removed, kept, failed, variables };
}
function isRegular(path) {
    return external_node_fs_namespaceObject.lstatSync(path).isFile();
}
function isStillOurs(salt, file) {
    const stats = external_node_fs_namespaceObject.lstatSync(file.path, { bigint: true });
    if (!stats.isFile())
        return false;
    const { dev, ino, born } = identityOf(stats);
    if (dev === file.dev && ino === file.ino && born === file.born)
        return true;
    const found = Buffer.from(digestOf(salt, external_node_fs_namespaceObject.readFileSync(file.path)), 'hex');
    const ours = Buffer.from(file.digest, 'hex');
    return found.length === ours.length && (0,external_node_crypto_namespaceObject.timingSafeEqual)(found, ours);
}
function identityOf(stats) {
    return { dev: String(stats.dev), ino: String(stats.ino), born: String(stats.birthtimeNs) };
}
function putBack(path, keptAs) {
    try {
        if (!external_node_fs_namespaceObject.lstatSync(keptAs, { throwIfNoEntry: false }))
            return true;
        // Where the target was never reached, it still is the very file whose second name this is.
        if (external_node_fs_namespaceObject.lstatSync(path, { throwIfNoEntry: false }))
            external_node_fs_namespaceObject.unlinkSync(keptAs);
        else
            external_node_fs_namespaceObject.renameSync(keptAs, path);
        return true;
    }
    catch {
        return false;
    }
}
function removeFolderIfEmpty(path) {
    try {
        external_node_fs_namespaceObject.rmdirSync(path);
    }
    catch {
        // Something of somebody else is in it, or it is gone already: both are fine.
    }
}
function digestOf(salt, content) {
    return (0,external_node_crypto_namespaceObject.createHash)('sha256').update(salt).update(content).digest('hex');
}

;// CONCATENATED MODULE: ./platform/environment.js
// Takes what is secret out of process.env. Imported first by both entries, before any library is
// loaded, so that neither a library nor a child process ever sees inputs, state or tokens there.
// (The start environment stays readable in /proc until exit; see docs/threat-model.md.)
const SECRET_NAME = /^(INPUT_|STATE_)|^ACTIONS_.*_TOKEN$/i;
function capture() {
    const taken = new Map();
    for (const [name, value] of Object.entries(process.env)) {
        if (!SECRET_NAME.test(name))
            continue;
        if (value !== undefined)
            taken.set(name.toUpperCase(), value);
        delete process.env[name];
    }
    if (process.report)
        process.report.excludeEnv = true;
    return taken;
}
const captured = capture();
/** An input exactly as the runner passed it, untrimmed; empty when it was not given. */
function capturedInput(name) {
    return captured.get(`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`) ?? '';
}
/** A state value that main saved for post. */
function capturedState(name) {
    return captured.get(`STATE_${name.toUpperCase()}`) ?? '';
}
/** The environment that remains: the runner's own variables. */
const environment = process.env;

;// CONCATENATED MODULE: ./post.js
// Runs after the job, also when it failed or was cancelled: takes back what main wrote. Node's own
// modules alone, so that it starts fast and cannot fail on a library.



const journal = capturedState('journal');
// Without `cleanup` main removed its journal at the end; when it was killed before, it is still there.
if (journal !== '' && (0,external_node_fs_namespaceObject.existsSync)(journal))
    post_cleanUp(journal);
function post_cleanUp(path) {
    const { removed, kept, failed, variables } = cleanUpFrom(path);
    blank(variables);
    console.log(`${removed.length} decrypted file(s) removed, ${variables.length} variable(s) blanked`);
    for (const file of kept)
        warn(`${file} was changed by a later step and stays`);
    for (const file of failed)
        warn(`${file} could not be removed: it may still hold plaintext`);
    if (failed.length > 0)
        process.exitCode = 1;
}
// Names were checked before they were exported, so `NAME=` is all that is needed.
function blank(names) {
    const file = environment['GITHUB_ENV'];
    if (names.length === 0 || file === undefined || file === '')
        return;
    (0,external_node_fs_namespaceObject.appendFileSync)(file, names.map((name) => `${name}=\n`).join(''));
}
function warn(text) {
    const escaped = text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
    console.log(`::warning title=Kanuka::${escaped}`);
}

