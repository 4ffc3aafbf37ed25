import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: ./errors.js
// The one error type that a user sees. Owns the closed set of codes; docs/errors.md explains each.
// An ActionError never holds a secret value: not in `what`, not in `fix`, not in a cause.
const errorCodes = (/* unused pure expression or super */ null && ([
    'ARCHIVE_DAMAGED',
    'ARCHIVE_EXISTS',
    'ARCHIVE_INCOMPLETE',
    'ARCHIVE_KEY_INVALID',
    'ARCHIVE_LOCKED',
    'ARCHIVE_NOT_FOUND',
    'ARCHIVE_PLACE',
    'ARCHIVE_SIGNATURE',
    'ARCHIVE_TOO_LARGE',
    'ARCHIVE_UNSAFE',
    'ARCHIVE_UNTRUE',
    'COMMIT_BRANCH_TAKEN',
    'COMMIT_BRANCH_UNKNOWN',
    'COMMIT_DENIED',
    'COMMIT_HEAD_MOVED',
    'COMMIT_PLACE',
    'COMMIT_PROTECTED',
    'CONFIG_INVALID',
    'CONFIG_MISSING',
    'DECRYPT_FAILED',
    'DELETE_REFUSED',
    'DESTINATIONS_INVALID',
    'DESTINATION_CLASH',
    'DESTINATION_FAILED',
    'DESTINATION_FULL',
    'ENDPOINT_REFUSED',
    'FILE_DAMAGED',
    'FILE_NOT_DOTENV',
    'FILE_NOT_TEXT',
    'FILE_TOO_LARGE',
    'FILE_UNREADABLE',
    'GITHUB_UNREACHABLE',
    'GIT_MISSING',
    'GRANT_UNKNOWN',
    'HISTORY_MISSING',
    'IMPORT_LOSES',
    'IMPORT_UNREADABLE',
    'INPUT_INVALID',
    'INTERNAL',
    'ITEM_FOREIGN',
    'KEYS_MIXED',
    'KEY_INVALID',
    'KEY_KIND',
    'KEY_MISSING',
    'KEY_NOT_A_MEMBER',
    'KEY_OR_STORE_DAMAGED',
    'KEY_PENDING',
    'LFS_FILTER',
    'MEMBER_KEY_REPLACED',
    'MEMBER_RETURNS',
    'NAME_CLASH',
    'NAME_INVALID',
    'NAME_RESERVED',
    'NOTHING_SELECTED',
    'OIDC_UNAVAILABLE',
    'OUTPUT_CLASH',
    'PASSPHRASE_MISSING',
    'PASSPHRASE_WRONG',
    'PATH_UNSAFE',
    'PATTERN_INVALID',
    'PLAINTEXT_TRACKED',
    'PROJECT_DIFFERS',
    'PUBLIC_KEY_INVALID',
    'PUSH_STOPPED',
    'REMOTE_FAILED',
    'REVOKE_LAST',
    'REVOKE_SELF',
    'REVOKE_UNKNOWN',
    'ROLLBACK_REFUSED',
    'RUNNER_FILE_MISSING',
    'RUN_STOPPED',
    'SCHEMA_INVALID',
    'SECRET_LITERAL',
    'SELECT_INVALID',
    'SIGNING_KEY_INVALID',
    'STORE_BUSY',
    'STORE_CHANGED',
    'STORE_DIRTY',
    'STORE_INTERRUPTED',
    'STORE_LEGACY',
    'STORE_NOT_FOUND',
    'STORE_UNSOUND',
    'TARGET_CLASH',
    'TARGET_NOT_A_FILE',
    'TEMPLATE_INVALID',
    'TOKEN_MISSING',
    'UNTRUSTED_EVENT',
    'VALUE_EMPTY',
    'VALUE_NOT_WRITABLE',
    'VALUE_TOO_LARGE',
    'WRITE_FAILED',
]));
class errors_ActionError extends Error {
    name = 'ActionError';
    code;
    what;
    where;
    fix;
    constructor(code, details) {
        super(details.what);
        this.code = code;
        this.what = details.what;
        this.where = details.where ?? {};
        this.fix = details.fix;
    }
}
/** Several independent problems, found before anything was changed and reported together. */
class ActionErrors extends Error {
    name = 'ActionErrors';
    errors;
    constructor(errors) {
        super(`${errors.length} problems`);
        this.errors = errors;
    }
}
/** Throws what was collected: nothing, the one error, or all of them together. */
function throwIfAny(errors) {
    const [first] = errors;
    if (first === undefined)
        return;
    throw errors.length === 1 ? first : new ActionErrors(errors);
}
/** Whatever was thrown, as errors that are safe to print. */
function toActionErrors(thrown) {
    if (thrown instanceof ActionErrors)
        return thrown.errors;
    if (thrown instanceof errors_ActionError)
        return [thrown];
    return [new errors_ActionError('INTERNAL', { what: describeUnknown(thrown), fix: REPORT_IT })];
}
const REPORT_IT = 'This is a bug in the action. Please report it with the lines above; they hold no secret value.';
// The message of a foreign error may quote the data that it choked on, so only the parts that
// cannot are kept: what failed and where in the program.
function describeUnknown(thrown) {
    if (!(thrown instanceof Error))
        return `unexpected failure (${typeof thrown} thrown)`;
    const { code, syscall } = thrown;
    const reason = [thrown.name, code, syscall].filter((part) => part !== undefined).join(' ');
    // What follows the message, which may hold lines that look like frames.
    const stack = thrown.stack ?? '';
    const start = stack.indexOf(thrown.message);
    const after = start === -1 ? '' : stack.slice(start + thrown.message.length);
    const frames = after.split('\n').filter((line) => /^\s+at /.test(line));
    return [`unexpected failure (${reason})`, ...frames.slice(0, 5)].join('\n');
}

;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: ./platform/files.js
// Reading files of a hostile checkout: regular files only, never through a link, never unbounded.
// Synchronous on purpose: stores hold many small files, and for those a call costs microseconds
// while a round through node's thread pool costs ten times that. `breathe` lets signals in.


// NONBLOCK so that a named pipe in the checkout does not stop us; NOFOLLOW does not exist on Windows.
const READ_FLAGS = external_node_fs_namespaceObject.constants.O_RDONLY | (external_node_fs_namespaceObject.constants.O_NOFOLLOW ?? 0) | (external_node_fs_namespaceObject.constants.O_NONBLOCK ?? 0);
/** Reads one regular file of at most `limit` bytes. Says why not instead of throwing. */
function readRegularFile(path, limit) {
    let file;
    try {
        file = external_node_fs_namespaceObject.openSync(path, READ_FLAGS);
    }
    catch (error) {
        return { failure: openFailure(error), reason: files_errorCode(error) };
    }
    try {
        const stats = external_node_fs_namespaceObject.fstatSync(file);
        if (!stats.isFile())
            return { failure: 'no regular file' };
        if (stats.size > limit)
            return { failure: 'too large', size: stats.size };
        return { bytes: readExactly(file, stats.size) };
    }
    catch (error) {
        return { failure: 'unreadable', reason: files_errorCode(error) };
    }
    finally {
        external_node_fs_namespaceObject.closeSync(file);
    }
}
// A file that grows while it is read must not grow our memory: no more than was measured.
function readExactly(file, length) {
    const buffer = Buffer.allocUnsafeSlow(length);
    let filled = 0;
    while (filled < length) {
        const bytesRead = external_node_fs_namespaceObject.readSync(file, buffer, filled, length - filled, filled);
        if (bytesRead === 0)
            break;
        filled += bytesRead;
    }
    return buffer.subarray(0, filled);
}
function openFailure(error) {
    switch (files_errorCode(error)) {
        case 'ENOENT':
        case 'ENOTDIR':
            return 'absent';
        case 'ELOOP':
        case 'EMLINK':
        case 'ENXIO':
            return 'no regular file';
        default:
            return 'unreadable';
    }
}
function files_errorCode(error) {
    return error?.code ?? 'unknown';
}
/** What stands at the path itself, links not followed; undefined when nothing does. */
function files_statOf(path) {
    try {
        return external_node_fs_namespaceObject.lstatSync(path, { throwIfNoEntry: false });
    }
    catch (error) {
        // What has such a name cannot be there.
        if (['ENOTDIR', 'ENAMETOOLONG', 'ELOOP'].includes(files_errorCode(error)))
            return undefined;
        throw error;
    }
}
/** Whether `path` is `folder` or below it, by names alone. Both absolute. */
function isWithin(folder, path) {
    const way = (0,external_node_path_namespaceObject.relative)(folder, path);
    return way === '' || (way !== '..' && !way.startsWith(`..${external_node_path_namespaceObject.sep}`) && !(0,external_node_path_namespaceObject.isAbsolute)(way));
}
/** `path` relative to `folder` with `/`; `.` for the folder itself. */
function slashed(folder, path) {
    return (0,external_node_path_namespaceObject.relative)(folder, path).split(external_node_path_namespaceObject.sep).join('/') || '.';
}
/** The path as outputs show it: relative to the workspace where it lies inside, else absolute. */
function shownPath(workspace, path) {
    return isWithin(workspace, path) ? slashed(workspace, path) : path.split(sep).join('/');
}
/**
 * Whether nothing on the way from `folder` down to `path` is a link. `folder` must be a real path;
 * the last parts of `path` need not exist.
 */
function isFreeOfLinks(folder, path) {
    let present = (0,external_node_path_namespaceObject.resolve)(path);
    const missing = [];
    while (files_statOf(present) === undefined) {
        const parent = (0,external_node_path_namespaceObject.resolve)(present, '..');
        if (parent === present)
            return false;
        missing.unshift(slashed(parent, present));
        present = parent;
    }
    if (!isWithin(folder, present))
        return isWithin(present, folder);
    try {
        return (0,external_node_path_namespaceObject.join)(external_node_fs_namespaceObject.realpathSync.native(present), ...missing) === (0,external_node_path_namespaceObject.resolve)(path);
    }
    catch {
        // A link to nothing, or to itself.
        return false;
    }
}
const LONGEST_STRETCH_MS = 50;
let lastTurn = Date.now();
/** To be awaited in long loops: lets the event loop turn now and then, so that signals get in. */
async function breathe() {
    if (Date.now() - lastTurn < LONGEST_STRETCH_MS)
        return;
    await new Promise((resume) => setImmediate(resume));
    lastTurn = Date.now();
}

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: ./kanuka/transaction-home.js
// Where a transaction keeps what it needs, and the few steps on disk that it consists of: each either
// happens or does not. Never in the work tree, where a checkout could bring a journal of its own.





const IS_WINDOWS = process.platform === 'win32';
/**
 * @param root real path of the store
 * @param gitDir absolute real path; undefined without git
 * @param temp the runner's temp folder, used without git
 * @throws ActionError RUNNER_FILE_MISSING when there is neither
 */
function transactionHome(root, gitDir, temp) {
    const base = gitDir ?? temp;
    if (base === '') {
        throw new ActionError('RUNNER_FILE_MISSING', {
            what: 'a store cannot be changed safely here: there is neither a git repository nor a temp folder (RUNNER_TEMP)',
            fix: 'Run this action in a checkout, or on a runner that sets RUNNER_TEMP.',
        });
    }
    const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
    return { root, folder: join(base, 'kanuka', name), shown: (path) => path };
}
/** Makes the home where it is missing. @throws ActionError PATH_UNSAFE */
function makeHome(home) {
    for (const folder of foldersOf(home)) {
        makeFolder(folder, 0o700);
        assertOwn(home, folder);
    }
}
/**
 * A journal is a means to rename and delete, so nobody else may have put one there.
 * @throws ActionError PATH_UNSAFE
 */
function assertOwnHome(home) {
    for (const folder of foldersOf(home))
        assertOwn(home, folder);
}
function foldersOf(home) {
    return [(0,external_node_path_namespaceObject.dirname)(home.folder), home.folder];
}
function assertOwn(home, folder) {
    const stats = files_statOf(folder);
    if (stats === undefined)
        return;
    // Whoever owns the folder above the home could exchange it anyway.
    const owners = [process.getuid?.(), external_node_fs_namespaceObject.statSync((0,external_node_path_namespaceObject.dirname)((0,external_node_path_namespaceObject.dirname)(home.folder))).uid];
    const isPrivate = IS_WINDOWS || (owners.includes(stats.uid) && (stats.mode & 0o022) === 0);
    if (stats.isDirectory() && isPrivate)
        return;
    throw new errors_ActionError('PATH_UNSAFE', {
        what: `${slashes(folder)} is not this action's own folder: it is a link, belongs to another user, or others may write to it`,
        fix: 'Look at what it holds, and remove it.',
    });
}
/** Takes away the home and the folder above if nothing is in them. */
function removeHomeIfEmpty(home) {
    for (const folder of foldersOf(home).toReversed())
        removeIfEmpty(folder);
}
/** The path as messages show it. */
function slashes(path) {
    return path.split(external_node_path_namespaceObject.sep).join('/');
}
/** Runs steps on disk; whatever the system says against one is an error that names `shown`. */
function writing(shown, step) {
    try {
        return step();
    }
    catch (error) {
        const isOfTheSystem = !(error instanceof errors_ActionError) && files_errorCode(error) !== 'unknown';
        throw isOfTheSystem ? notWritten(shown, files_errorCode(error)) : error;
    }
}
/** For what may fail without harm: clearing away, which the next run tries again. */
function attempt(step) {
    try {
        step();
    }
    catch {
        // See above.
    }
}
function notWritten(shown, reason) {
    return new errors_ActionError('WRITE_FAILED', {
        what: `${shown} could not be written (${reason}); the store is as it was`,
        where: { file: shown },
        fix: 'Make the folder writable for the runner, with enough free space.',
    });
}
/** @param mode exact bits; undefined = 0644, less what the umask takes */
function writeNewFile(path, bytes, mode) {
    // 'wx' never follows a link and never opens what is already there.
    const file = external_node_fs_namespaceObject.openSync(path, 'wx', mode ?? 0o644);
    try {
        external_node_fs_namespaceObject.writeFileSync(file, bytes);
        if (mode !== undefined)
            external_node_fs_namespaceObject.fchmodSync(file, mode);
    }
    finally {
        external_node_fs_namespaceObject.closeSync(file);
    }
}
/** How many flushes a disk combines well; node has four threads for them. */
const PARALLEL_FLUSHES = 16;
/**
 * Makes sure that files are on the disk itself, not only in memory. Side by side, because a disk
 * flushes many files in hardly more time than one.
 * @param files by path, with how messages name each
 * @throws ActionError WRITE_FAILED
 */
async function syncFiles(files) {
    const pending = files.entries();
    const work = async () => {
        for (const [path, shown] of pending) {
            try {
                await flush(path);
            }
            catch (error) {
                throw notWritten(shown, errorCode(error));
            }
        }
    };
    await Promise.all(Array.from({ length: PARALLEL_FLUSHES }, work));
}
async function flush(path) {
    // Windows flushes only what may be written.
    const file = await fs.promises.open(path, IS_WINDOWS ? 'r+' : 'r');
    try {
        await file.sync();
    }
    finally {
        await file.close();
    }
}
/** A second name for a file, or a copy where the disk has no such thing. @returns whether it is a copy */
function keepCopy(path, copy) {
    try {
        fs.linkSync(path, copy);
        return false;
    }
    catch {
        writeNewFile(copy, fs.readFileSync(path), permissionsOf(path));
        return true;
    }
}
/** The permission bits of a file; undefined when it is absent. */
function permissionsOf(path) {
    const stats = statOf(path);
    return stats && stats.mode & 0o777;
}
function makeFolder(path, mode) {
    try {
        external_node_fs_namespaceObject.mkdirSync(path, mode);
    }
    catch (error) {
        if (files_errorCode(error) !== 'EEXIST')
            throw error;
    }
}
function removeFile(path) {
    external_node_fs_namespaceObject.rmSync(path, { force: true });
}
/** What is not empty, no folder, or gone already stays as it is. */
function removeIfEmpty(folder) {
    try {
        external_node_fs_namespaceObject.rmdirSync(folder);
    }
    catch (error) {
        if (!['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR'].includes(files_errorCode(error)))
            throw error;
    }
}
const LONGEST_PAUSE_MS = 100;
const MOST_TRIES = 20;
/** On Windows a virus scanner or an indexer may hold a file for a moment. */
function rename(from, to) {
    for (let tries = 1;; tries += 1) {
        try {
            return external_node_fs_namespaceObject.renameSync(from, to);
        }
        catch (error) {
            const mayPass = IS_WINDOWS && ['EPERM', 'EBUSY'].includes(files_errorCode(error));
            if (!mayPass || tries === MOST_TRIES)
                throw error;
            pause(Math.min(5 * tries, LONGEST_PAUSE_MS));
        }
    }
}
// Without letting anything else run: a signal must not get in between two renames.
function pause(milliseconds) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
/** Makes names that were made, changed or removed in a folder outlast a power failure. */
function syncFolder(path) {
    if (!IS_WINDOWS)
        syncFile(path);
}
function syncFile(path) {
    const folder = external_node_fs_namespaceObject.openSync(path, IS_WINDOWS ? 'r+' : 'r');
    try {
        external_node_fs_namespaceObject.fsyncSync(folder);
    }
    catch (error) {
        // Some file systems of networks know no such thing.
        if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'].includes(files_errorCode(error)))
            throw error;
    }
    finally {
        external_node_fs_namespaceObject.closeSync(folder);
    }
}

;// CONCATENATED MODULE: ./kanuka/layout.js
// Names and limits of the Kanuka format. Everything that knows how a store is laid out is here.
const STORE_FOLDER = '.kanuka';
const CONFIG_FILE = '.kanuka/config.toml';
const AUDIT_FILE = '.kanuka/audit.jsonl';
const PUBLIC_KEYS_FOLDER = '.kanuka/public_keys';
const WRAPPED_KEYS_FOLDER = '.kanuka/secrets';
const PUBLIC_KEY_SUFFIX = '.pub';
const CIPHERTEXT_SUFFIX = '.kanuka';
/** Bytes of nonce and authentication tag: ciphertext = plaintext + 40. */
const CIPHERTEXT_OVERHEAD = 40;
const SYMMETRIC_KEY_LENGTH = 32;
const MAX_CONFIG_BYTES = (/* unused pure expression or super */ null && (4 * 1024 * 1024));
const MAX_AUDIT_BYTES = (/* unused pure expression or super */ null && (256 * 1024 * 1024));
const MAX_KEY_FILE_BYTES = (/* unused pure expression or super */ null && (64 * 1024));
const MAX_SECRET_FILE_BYTES = (/* unused pure expression or super */ null && (256 * 1024 * 1024));
/** All selected files of a store together: they are opened in memory before anything is written. */
const MAX_SELECTED_BYTES = 1024 * 1024 * 1024;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
function isUuid(text) {
    return UUID.test(text);
}
/** `.env.production.kanuka`, `app.env.kanuka`: by base name alone. */
function isSecretFileName(name) {
    return name.endsWith(CIPHERTEXT_SUFFIX) && name.includes('.env');
}
/** Where the plaintext of a secret file goes. */
function plaintextPath(path) {
    return path.slice(0, -CIPHERTEXT_SUFFIX.length);
}
function publicKeyPath(uuid) {
    return `${PUBLIC_KEYS_FOLDER}/${uuid}${PUBLIC_KEY_SUFFIX}`;
}
function wrappedKeyPath(uuid) {
    return `${WRAPPED_KEYS_FOLDER}/${uuid}${CIPHERTEXT_SUFFIX}`;
}
/** Whether a path may be one that a store reads: what a commit has to be read for. By the name alone. */
function mayBelongToStore(path) {
    return (path.startsWith(`${STORE_FOLDER}/`) || isSecretFileName(path.slice(path.lastIndexOf('/') + 1)));
}
/**
 * Whether a path relative to the root, with `/`, names a file of a store: what may be written to, and
 * nothing else. By the name alone.
 */
function isLayoutPath(path) {
    if (path === CONFIG_FILE || path === AUDIT_FILE)
        return true;
    if (isKeyFile(path, PUBLIC_KEYS_FOLDER, PUBLIC_KEY_SUFFIX))
        return true;
    if (isKeyFile(path, WRAPPED_KEYS_FOLDER, CIPHERTEXT_SUFFIX))
        return true;
    const parts = path.split('/');
    return isSecretFileName(parts.at(-1) ?? '') && parts.every(isOwnFolderOrFile);
}
function isKeyFile(path, folder, suffix) {
    if (!path.startsWith(`${folder}/`) || !path.endsWith(suffix))
        return false;
    return isUuid(path.slice(folder.length + 1, -suffix.length));
}
const IMPOSSIBLE_IN_A_NAME = process.platform === 'win32' ? /[\0\\:]/ : /\0/;
function isOwnFolderOrFile(name) {
    if (IMPOSSIBLE_IN_A_NAME.test(name))
        return false;
    return !['', '.', '..', STORE_FOLDER].includes(name) && name.toLowerCase() !== '.git';
}

;// CONCATENATED MODULE: ./kanuka/transaction-journal.js
// The form of a transaction's journal: which files of the store are to become what. `journal.tmp` is
// a plan: what it lists may lie around half made, and no file of the store was touched. Its rename to
// `journal.json` is the moment from which on the change is to be carried out. Nothing in it is
// believed: recovery renames and deletes what it names.



const ABSENT = 'absent';
const PLAN_FILE = 'journal.tmp';
const JOURNAL_FILE = 'journal.json';
const MAX_JOURNAL_BYTES = 64 * 1024 * 1024;
const MAX_PATH = 4096;
/** undefined when the bytes are no journal of the store at `root`. */
function parseJournal(bytes, root) {
    let journal;
    try {
        journal = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    }
    catch {
        return undefined;
    }
    return isJournal(journal) && journal.root === root ? journal : undefined;
}
function isJournal(value) {
    if (!isRecord(value, ['version', 'id', 'root', 'head', 'folders', 'entries']))
        return false;
    const { version, id, root, head, folders, entries } = value;
    if (version !== 1 || !matches(id, /^[0-9a-f]{16}$/))
        return false;
    if (typeof root !== 'string' || typeof head !== 'string')
        return false;
    if (!Array.isArray(entries) || entries.length === 0 || !entries.every(isEntry))
        return false;
    if (new Set(entries.map(({ path }) => path)).size !== entries.length)
        return false;
    const above = new Set(entries.flatMap(({ path }) => foldersAbove(path)));
    return Array.isArray(folders) && folders.every((folder) => above.has(folder));
}
function isEntry(value, place) {
    if (!isRecord(value, ['index', 'path', 'before', 'after']))
        return false;
    const { index, path, before, after } = value;
    if (index !== place)
        return false;
    if (typeof path !== 'string' || path.length > MAX_PATH || !isLayoutPath(path))
        return false;
    return isDigest(before) && isDigest(after) && before !== after;
}
function isDigest(value) {
    return value === ABSENT || matches(value, /^[0-9a-f]{64}$/);
}
function matches(value, pattern) {
    return typeof value === 'string' && pattern.test(value);
}
/** Exactly these keys. */
function isRecord(value, keys) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return false;
    const found = Object.keys(value);
    return found.length === keys.length && keys.every((key) => Object.hasOwn(value, key));
}
/** `a/b/c` -> `a`, `a/b`. */
function foldersAbove(path) {
    const names = path.split('/').slice(0, -1);
    return names.map((_, index) => names.slice(0, index + 1).join('/'));
}
function digestOf(bytes) {
    return bytes === undefined ? ABSENT : (0,external_node_crypto_namespaceObject.createHash)('sha256').update(bytes).digest('hex');
}
/** What a file holds. 'other': no regular file; 'unreadable': nobody knows. */
function digestAt(path) {
    const read = readRegularFile(path, MAX_SELECTED_BYTES);
    if ('bytes' in read)
        return digestOf(read.bytes);
    if (read.failure === 'absent')
        return ABSENT;
    return read.failure === 'unreadable' ? 'unreadable' : 'other';
}

;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
;// CONCATENATED MODULE: ./kanuka/transaction-lock.js
// One run at a time may change a store: a file `owner.<n>` in the transaction's home says who does.
// No heartbeat and no age: a run that was stopped for an hour is still a run. What is known to be
// dead (the process is gone, the machine was started again) does not count.







const OWNER_FILE = /^owner\.(\d{1,15})$/;
const DRAFT_FILE = /^owner-[0-9a-f]{16}$/;
const MAX_OWNER_BYTES = 4096;
const transaction_lock_MOST_TRIES = 20;
/**
 * Holds the store's lock until the function that it returns is called.
 * @throws ActionError STORE_BUSY, PATH_UNSAFE, WRITE_FAILED
 */
function lockStore(home, run) {
    return writing(slashes(home.folder), () => {
        for (let tries = 1;; tries += 1) {
            try {
                return tryToLock(home, run);
            }
            catch (error) {
                // Somebody was faster, or has just removed the empty home: look again.
                const mayPass = ['EEXIST', 'ENOENT'].includes(files_errorCode(error));
                if (!mayPass || tries === transaction_lock_MOST_TRIES)
                    throw error;
            }
        }
    });
}
/** @throws ActionError STORE_BUSY when a run that may live holds the lock; PATH_UNSAFE */
function assertNotBusy(home) {
    writing(slashes(home.folder), () => {
        assertOwnHome(home);
        refuseIfHeld(ownerFiles(home));
    });
}
function tryToLock(home, run) {
    makeHome(home);
    const before = ownerFiles(home);
    refuseIfHeld(before);
    const number = Math.max(0, ...before.map((file) => file.number)) + 1;
    const own = (0,external_node_path_namespaceObject.join)(home.folder, `owner.${number}`);
    publish(home, own, { ...thisProcess(), run });
    try {
        refuseIfHeld(ownerFiles(home).filter((file) => file.number !== number));
    }
    catch (error) {
        attempt(() => removeFile(own));
        throw error;
    }
    removeDebris(home, own);
    return () => {
        attempt(() => {
            removeFile(own);
            removeHomeIfEmpty(home);
        });
    };
}
// Written aside and then given its name, so that an owner file is always whole: one that was cut off
// by a kill could not be told from one of a living run.
function publish(home, path, owner) {
    const bytes = Buffer.from(JSON.stringify(owner));
    const draft = (0,external_node_path_namespaceObject.join)(home.folder, `owner-${(0,external_node_crypto_namespaceObject.randomBytes)(8).toString('hex')}`);
    try {
        writeNewFile(draft, bytes);
        external_node_fs_namespaceObject.linkSync(draft, path);
    }
    catch (error) {
        const hasNoLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(files_errorCode(error));
        if (!hasNoLinks)
            throw error;
        writeNewFile(path, bytes);
    }
    finally {
        attempt(() => removeFile(draft));
    }
}
// All of them belong to the dead: whoever starts now tries again if its draft is taken away.
function removeDebris(home, own) {
    for (const name of external_node_fs_namespaceObject.readdirSync(home.folder)) {
        const path = (0,external_node_path_namespaceObject.join)(home.folder, name);
        const isDebris = path !== own && (OWNER_FILE.test(name) || DRAFT_FILE.test(name));
        if (isDebris)
            attempt(() => removeFile(path));
    }
}
function ownerFiles(home) {
    let names = [];
    try {
        names = external_node_fs_namespaceObject.readdirSync(home.folder);
    }
    catch (error) {
        if (files_errorCode(error) !== 'ENOENT')
            throw error;
    }
    return names.flatMap((name) => {
        const number = OWNER_FILE.exec(name)?.[1];
        if (number === undefined)
            return [];
        const path = (0,external_node_path_namespaceObject.join)(home.folder, name);
        const read = readRegularFile(path, MAX_OWNER_BYTES);
        // Gone while we looked.
        if ('failure' in read && read.failure === 'absent')
            return [];
        const owner = 'bytes' in read ? parseOwner(read.bytes) : undefined;
        return [{ path, number: Number(number), owner }];
    });
}
const TEXTS = ['started', 'boot', 'namespace', 'host', 'run'];
function parseOwner(bytes) {
    try {
        const owner = JSON.parse(bytes.toString());
        if (typeof owner !== 'object' || owner === null)
            return undefined;
        if (!Number.isInteger(owner.pid) || owner.pid < 1)
            return undefined;
        return TEXTS.every((name) => typeof owner[name] === 'string') ? owner : undefined;
    }
    catch {
        return undefined;
    }
}
function refuseIfHeld(files) {
    const holder = files.find(({ owner }) => !isDead(owner));
    if (holder === undefined)
        return;
    const { path, owner } = holder;
    const who = owner
        ? `process ${owner.pid} on ${printable(owner.host)}, run ${printable(owner.run)}`
        : 'its owner file cannot be read';
    throw new errors_ActionError('STORE_BUSY', {
        what: `another run is changing this store (${who})`,
        fix: `Wait for it to end, then run again. Only if it is known to be dead, remove ${slashes(path)}`,
    });
}
function printable(text) {
    return text.replace(/[^\x21-\x7e]/g, '?').slice(0, 100);
}
// In doubt it lives: on another machine or in another container nobody can look from here.
function isDead(owner) {
    if (owner === undefined)
        return false;
    const here = thisProcess();
    if (owner.host !== here.host)
        return false;
    if (owner.boot !== here.boot)
        return owner.boot !== '' && here.boot !== '';
    if (owner.namespace !== here.namespace)
        return false;
    return !processLives(owner.pid, owner.started);
}
function processLives(pid, started) {
    const status = statusOf(pid);
    // A process that has ended and waits to be collected (Z) or is just being collected (X).
    if (status)
        return status.started === started && !['Z', 'X'].includes(status.state);
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return files_errorCode(error) !== 'ESRCH';
    }
}
function thisProcess() {
    return {
        pid: process.pid,
        started: statusOf(process.pid)?.started ?? '',
        boot: ask(() => external_node_fs_namespaceObject.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
        namespace: ask(() => external_node_fs_namespaceObject.readlinkSync('/proc/self/ns/pid')),
        host: (0,external_node_os_namespaceObject.hostname)(),
    };
}
// https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: the second field, the name in
// brackets, may hold blanks and brackets; state is the third, start time the 22nd.
function statusOf(pid) {
    const stat = ask(() => external_node_fs_namespaceObject.readFileSync(`/proc/${pid}/stat`, 'utf8'));
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, started] = [fields[0], fields[19]];
    return state !== undefined && started !== undefined ? { state, started } : undefined;
}
function ask(question) {
    try {
        return question();
    }
    catch {
        return '';
    }
}

;// CONCATENATED MODULE: ./kanuka/transaction-work.js
// A change of a store past its commit point: what is staged is put in place, or what was there is put
// back. A run that was not killed and the recovery of one that was take the same steps, each of which
// is one rename or one unlink.






function targetOf({ home }, { path }) {
    return (0,external_node_path_namespaceObject.join)(home.root, path);
}
/** What a file of the store is, compared with the journal. Through a link it is neither. */
function stateOf(work, entry) {
    const path = targetOf(work, entry);
    try {
        if (!isFreeOfLinks(work.home.root, path))
            return 'neither';
    }
    catch {
        return 'unreadable';
    }
    const digest = digestAt(path);
    if (digest === 'unreadable')
        return 'unreadable';
    if (digest === entry.before)
        return 'before';
    return digest === entry.after ? 'after' : 'neither';
}
/** Every folder that holds a target, with one of those targets. */
function transaction_work_foldersOf(work) {
    return new Map(work.journal.entries.map((entry) => [(0,external_node_path_namespaceObject.dirname)(targetOf(work, entry)), entry]));
}
function placesInHome({ home }, { index }) {
    return {
        staged: (0,external_node_path_namespaceObject.join)(home.folder, 'new', `${index}`),
        kept: (0,external_node_path_namespaceObject.join)(home.folder, 'old', `${index}`),
    };
}
function placesBeside(work, entry) {
    const path = (0,external_node_path_namespaceObject.join)((0,external_node_path_namespaceObject.dirname)(targetOf(work, entry)), `${prefix(work)}${entry.index}`);
    return { staged: path, kept: `${path}-old` };
}
// Never ".env" in the name: Kanuka's CLI would take it for a secret file.
function prefix({ journal }) {
    return `.kanuka-txn-${journal.id}-`;
}
/** Where the new version is. Not in the journal: it is in one of two places. */
function stagedAt(work, entry) {
    const beside = placesBeside(work, entry).staged;
    return files_statOf(beside) ? beside : placesInHome(work, entry).staged;
}
function keptAt(work, entry) {
    const beside = placesBeside(work, entry).kept;
    return files_statOf(beside) ? beside : placesInHome(work, entry).kept;
}
function hasNew(work, entry) {
    return entry.after === ABSENT || digestAt(stagedAt(work, entry)) === entry.after;
}
function hasOld(work, entry) {
    return entry.before === ABSENT || digestAt(keptAt(work, entry)) === entry.before;
}
/**
 * Puts these entries in place, or everything back.
 * @returns why everything was put back, if it was
 * @throws ActionError STORE_INTERRUPTED
 */
function carryOut(work, entries) {
    try {
        for (const entry of entries) {
            writing(work.home.shown(entry.path), () => place(work, entry));
        }
        writing(slashes(work.home.root), () => syncFolders(work));
    }
    catch (error) {
        rollBack(work);
        return error;
    }
    assertAll(work, 'after');
    return undefined;
}
function place(work, entry) {
    if (entry.after === ABSENT)
        external_node_fs_namespaceObject.unlinkSync(targetOf(work, entry));
    else
        moveTo(targetOf(work, entry), stagedAt(work, entry));
}
/** @throws ActionError STORE_INTERRUPTED */
function rollBack(work) {
    const { entries } = work.journal;
    const placed = entries.filter((entry) => stateOf(work, entry) === 'after');
    const lost = placed.filter((entry) => !hasOld(work, entry));
    if (lost.length > 0)
        throw interrupted(work, LOST, lost);
    try {
        for (const entry of placed.toReversed())
            putBack(work, entry);
        if (placed.length > 0)
            syncFolders(work);
    }
    catch (error) {
        throw interrupted(work, `could not be put back (${files_errorCode(error)})`, placed);
    }
    assertAll(work, 'before');
}
function putBack(work, entry) {
    if (entry.before === ABSENT)
        external_node_fs_namespaceObject.unlinkSync(targetOf(work, entry));
    else
        moveTo(targetOf(work, entry), keptAt(work, entry));
}
// git takes empty folders away, also one that a file is to come back to.
function moveTo(target, from) {
    const folder = (0,external_node_path_namespaceObject.dirname)(target);
    if (!files_statOf(folder))
        external_node_fs_namespaceObject.mkdirSync(folder, { recursive: true });
    rename(from, target);
}
function assertAll(work, state) {
    const others = work.journal.entries.filter((entry) => stateOf(work, entry) !== state);
    if (others.length > 0)
        throw interrupted(work, 'were changed at the same time', others);
}
function syncFolders(work) {
    for (const folder of transaction_work_foldersOf(work).keys()) {
        if (files_statOf(folder))
            syncFolder(folder);
    }
}
/**
 * Removes what was kept for a change of which the store holds all or nothing. What cannot be removed
 * is left to the next recovery: the store is whole.
 */
function forget(work) {
    attempt(() => removeTraces(work));
}
// First the journal becomes a mere plan again: from then on no recovery touches a file of the store,
// whatever becomes of it.
function removeTraces(work) {
    const { home, journal } = work;
    const committed = (0,external_node_path_namespaceObject.join)(home.folder, JOURNAL_FILE);
    if (files_statOf(committed)) {
        rename(committed, (0,external_node_path_namespaceObject.join)(home.folder, PLAN_FILE));
        syncFolder(home.folder);
    }
    for (const folder of transaction_work_foldersOf(work).keys()) {
        if (!isFreeOfLinks(home.root, folder) || !files_statOf(folder)?.isDirectory())
            continue;
        for (const name of external_node_fs_namespaceObject.readdirSync(folder)) {
            if (name.startsWith(prefix(work)))
                removeFile((0,external_node_path_namespaceObject.join)(folder, name));
        }
    }
    for (const folder of journal.folders.toReversed()) {
        const path = (0,external_node_path_namespaceObject.join)(home.root, folder);
        if (isFreeOfLinks(home.root, path))
            removeIfEmpty(path);
    }
    clearHome(home);
}
function clearHome(home) {
    for (const name of ['new', 'old', PLAN_FILE]) {
        external_node_fs_namespaceObject.rmSync((0,external_node_path_namespaceObject.join)(home.folder, name), { recursive: true, force: true });
    }
}
const LOST = 'are half changed, and what was kept of them is gone';
const MOST_NAMES = 20;
function interrupted(work, why, entries) {
    const names = entries.map(({ path }) => work.home.shown(path));
    const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
    return new errors_ActionError('STORE_INTERRUPTED', {
        what: `a change of this store was cut off, and these files ${why}: ${names.slice(0, MOST_NAMES).join(', ')}${more}`,
        where: { file: names[0] ?? '' },
        fix: `Bring the files of the store back with \`git restore\`, remove new ones that git does not know, then run again. What was kept is in ${slashes(work.home.folder)}`,
    });
}

;// CONCATENATED MODULE: ./kanuka/recovery.js
// Brings a store that a run left half changed back to entirely old or entirely new. Needs no key:
// files are told apart by their digests. Used by every command and by post, so it needs node's own
// modules alone.








/** Whether an earlier run may have left something to recover. Cheap: one look. */
function hasLeftovers(home) {
    try {
        return external_node_fs_namespaceObject.readdirSync(home.folder).length > 0;
    }
    catch (error) {
        return files_errorCode(error) !== 'ENOENT';
    }
}
/**
 * Finishes, takes back or clears away what an earlier run left.
 * @param options dryRun: says what it would do, and changes nothing
 * @throws ActionError STORE_BUSY, STORE_INTERRUPTED, PATH_UNSAFE, WRITE_FAILED
 */
function recover(home, options) {
    if (!hasLeftovers(home))
        return { outcome: 'nothing', files: [] };
    if (options.dryRun) {
        assertNotBusy(home);
        const left = leftWork(home);
        return left ? resultOf(left.work, judge(left)) : { outcome: 'nothing', files: [] };
    }
    const unlock = lockStore(home, 'recovery');
    try {
        return recoverLocked(home);
    }
    finally {
        unlock();
    }
}
/** The same for whoever holds the lock. */
function recoverLocked(home) {
    const left = leftWork(home);
    if (left === undefined) {
        attempt(() => clearHome(home));
        return { outcome: 'nothing', files: [] };
    }
    const { work } = left;
    const verdict = carriedOut(work, judge(left));
    forget(work);
    return resultOf(work, verdict);
}
function leftWork(home) {
    for (const name of [JOURNAL_FILE, PLAN_FILE]) {
        const path = (0,external_node_path_namespaceObject.join)(home.folder, name);
        const read = readRegularFile(path, MAX_JOURNAL_BYTES);
        if ('failure' in read && read.failure === 'absent')
            continue;
        const isCommitted = name === JOURNAL_FILE;
        const journal = 'bytes' in read ? parseJournal(read.bytes, home.root) : undefined;
        if (journal)
            return { work: { home, journal }, isCommitted };
        if (isCommitted)
            throw withDamagedJournal(path);
    }
    // Nothing, or a plan that a kill cut off: what it was to announce had not happened yet.
    return undefined;
}
function judge({ work, isCommitted }) {
    const { entries } = work.journal;
    const states = entries.map((entry) => stateOf(work, entry));
    const those = (state) => entries.filter(({ index }) => states[index] === state);
    const [pending, placed, changed] = [those('before'), those('after'), those('neither')];
    if (placed.length === entries.length)
        return { outcome: 'cleaned up', entries: [] };
    if (!isCommitted)
        return { outcome: 'discarded', entries: [] };
    if (those('unreadable').length > 0) {
        throw interrupted(work, 'cannot be read', those('unreadable'));
    }
    // Also when the files are neither: a checkout has replaced the whole tree since.
    if (placed.length === 0)
        return { outcome: 'discarded', entries: [] };
    if (changed.length > 0)
        throw interrupted(work, 'were changed since', changed);
    return half(work, pending, placed);
}
// Forward where that is possible and could be undone if it fails; else back; else forward all the same.
function half(work, pending, placed) {
    const canFinish = pending.every((entry) => hasNew(work, entry));
    const canReturn = placed.every((entry) => hasOld(work, entry));
    const isSafe = pending.every((entry) => hasOld(work, entry));
    if (canFinish && (isSafe || !canReturn))
        return { outcome: 'completed', entries: pending };
    if (canReturn)
        return { outcome: 'rolled back', entries: placed };
    throw interrupted(work, LOST, work.journal.entries);
}
function carriedOut(work, verdict) {
    if (verdict.outcome === 'rolled back')
        rollBack(work);
    if (verdict.outcome !== 'completed')
        return verdict;
    const failure = carryOut(work, verdict.entries);
    return failure === undefined ? verdict : { outcome: 'rolled back', entries: work.journal.entries };
}
function resultOf({ home }, { outcome, entries }) {
    return { outcome, files: entries.map(({ path }) => home.shown(path)) };
}
function withDamagedJournal(path) {
    return new errors_ActionError('STORE_INTERRUPTED', {
        what: `a change of this store was cut off, and its journal ${slashes(path)} is not one that this action wrote`,
        fix: `Bring the files of the store back with \`git restore\`, then remove ${slashes(path)} and run again.`,
    });
}

;// CONCATENATED MODULE: ./platform/cleanup.js
// What a run wrote and how to take it away again. The journal lies in the runner's temp folder, not
// in the step's state: state becomes one environment variable of post, and a list of some thousand
// paths would be too long for it. Used by main (on a signal or a failed write) and by post, so it
// needs node's own modules alone. It holds paths and names, never a value.





class CleanupJournal {
    path;
    #salt;
    #entries = [];
    /** @throws ActionError WRITE_FAILED, as whatever is announced below */
    constructor(temp) {
        const folder = announced(() => fs.mkdtempSync(join(temp, 'kanuka-cleanup-')));
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
    /** Must be called before the store's lock is taken. */
    transaction(transaction) {
        this.#add([{ kind: 'transaction', ...transaction }]);
    }
    digest(content) {
        return cleanup_digestOf(this.#salt, content);
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
        announced(() => fs.appendFileSync(this.path, text, { mode: 0o600 }));
    }
}
/** What cannot be announced must not be written. */
function announced(work) {
    try {
        return work();
    }
    catch (error) {
        throw new ActionError('WRITE_FAILED', {
            what: `the runner's temp folder cannot be written (${errorCode(error)}), so nothing could be cleaned up after the job`,
            fix: 'Make room in RUNNER_TEMP, or let the runner write to it.',
        });
    }
}
/** Reads the journal that main left at `path` and takes everything back. */
function cleanUpFrom(path) {
    const [first, ...entries] = external_node_fs_namespaceObject.readFileSync(path, 'utf8').split('\n').flatMap(parseLine);
    const salt = first?.salt;
    if (typeof salt !== 'string')
        throw new Error('the cleanup journal has no head');
    const result = cleanUp(salt, entries.filter(cleanup_isEntry));
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
    transaction: ['root', 'folder'],
};
function cleanup_isEntry(entry) {
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
        if (entry.kind === 'replaced' && !cleanup_putBack(entry.path, entry.keptAs))
            failed.push(entry.path);
        if (entry.kind === 'folder')
            removeFolderIfEmpty(entry.path);
    }
    const variables = entries.flatMap((entry) => (entry.kind === 'variable' ? [entry.name] : []));
    const transactions = entries.filter((entry) => entry.kind === 'transaction');
    return { removed, kept, failed, variables, transactions };
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
    const found = Buffer.from(cleanup_digestOf(salt, external_node_fs_namespaceObject.readFileSync(file.path)), 'hex');
    const ours = Buffer.from(file.digest, 'hex');
    return found.length === ours.length && (0,external_node_crypto_namespaceObject.timingSafeEqual)(found, ours);
}
function identityOf(stats) {
    return { dev: String(stats.dev), ino: String(stats.ino), born: String(stats.birthtimeNs) };
}
function cleanup_putBack(path, keptAs) {
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
function cleanup_digestOf(salt, content) {
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
/** A token that the runner gave, such as ACTIONS_ID_TOKEN_REQUEST_TOKEN; empty without one. */
function capturedToken(name) {
    return captured.get(name.toUpperCase()) ?? '';
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
    const { removed, kept, failed, variables, transactions } = cleanUpFrom(path);
    for (const transaction of transactions)
        bringToAnEnd(transaction);
    blank(variables);
    if (removed.length > 0 || transactions.length === 0)
        console.log(`${removed.length} decrypted file(s) removed, ${variables.length} variable(s) blanked`);
    for (const file of kept)
        warn(`${file} was changed by a later step and stays`);
    for (const file of failed)
        warn(`${file} could not be removed: it may still hold plaintext`);
    if (failed.length > 0)
        process.exitCode = 1;
}
// Main was killed while it changed a store, and its next run may be a week away.
function bringToAnEnd({ root, folder }) {
    const home = { root, folder, shown: (path) => `${root}/${path}` };
    try {
        if (!hasLeftovers(home))
            return;
        const { outcome, files } = recover(home, { dryRun: false });
        if (outcome !== 'nothing') {
            warn(`the change of the store in ${root} was not finished; it was ${outcome} (${files.length} files)`);
        }
    }
    catch (error) {
        if (!(error instanceof errors_ActionError))
            throw error;
        warn(`${error.code}: ${error.what}. ${error.fix}`);
        process.exitCode = 1;
    }
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

