export const id = 701;
export const ids = [701];
export const modules = {

/***/ 3569:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ DestinationError)
/* harmony export */ });
/** What went wrong at a destination: never a value, a credential, nor a body of the provider's. */
class DestinationError extends Error {
    name = 'DestinationError';
    kind;
    what;
    fix;
    constructor(kind, { what, fix }) {
        super(what);
        this.kind = kind;
        this.what = what;
        this.fix = fix;
    }
}


/***/ }),

/***/ 2012:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ eachBounded)
/* harmony export */ });
// Work on many items, a few at a time. Owns the order of results; knows nothing of requests.
/**
 * The results in the order of the items. The first that throws stops those not yet begun, and is
 * thrown when the ones under way have ended: nothing goes on behind the caller's back.
 */
async function eachBounded(items, atATime, work) {
    const results = [];
    const failures = [];
    let next = 0;
    const worker = async () => {
        while (next < items.length && failures.length === 0) {
            const index = next++;
            try {
                results[index] = await work(items[index]);
            }
            catch (error) {
                failures.push(error);
            }
        }
    };
    await Promise.all(Array.from({ length: Math.min(atATime, items.length) }, worker));
    if (failures.length > 0)
        throw failures[0];
    return results;
}


/***/ }),

/***/ 6512:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TR: () => (/* binding */ down),
/* harmony export */   ey: () => (/* binding */ askJson),
/* harmony export */   op: () => (/* binding */ REACH),
/* harmony export */   w4: () => (/* binding */ hostOf),
/* harmony export */   zU: () => (/* binding */ failureKind)
/* harmony export */ });
/* harmony import */ var _platform_no_answer_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4557);
/* harmony import */ var _contract_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3569);
// Requests in JSON for adapters that speak to a server by themselves. Owns the limits on what is read,
// the redirects that are followed, and which status is which failure. Holds no host and no
// credential; retries and time limits are the context's. No error holds a body, a header or a cause.


const MAX_BYTES = 8 * 1024 * 1024;
const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/**
 * Redirects are followed to the same origin only, with method, headers and body as they were: fetch
 * itself would carry tokens in headers of their own, and bodies, to any other origin.
 * @throws DestinationError down, and the signal's reason when the run was stopped
 */
async function askJson(context, request) {
    let { url } = request;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
        const response = await send(context, { ...request, url });
        const location = REDIRECTS.has(response.status) ? response.headers.get('location') : null;
        if (location === null)
            return answerOf(context, { response, request });
        await response.body?.cancel().catch(() => undefined);
        url = sameOrigin(location, url);
    }
    throw down(request.url, 'redirects in a circle');
}
async function send(context, { method, url, headers, body }) {
    context.signal.throwIfAborted();
    try {
        return await context.fetch(url, {
            method,
            redirect: 'manual',
            signal: context.signal,
            headers: {
                accept: 'application/json',
                'user-agent': 'kanuka-secrets-action',
                ...(body !== undefined && { 'content-type': 'application/json' }),
                ...headers,
            },
            ...(body !== undefined && { body: JSON.stringify(body) }),
        });
    }
    catch (error) {
        context.signal.throwIfAborted();
        if (error instanceof RangeError)
            throw down(url, 'answered with too much');
        throw down(url, (0,_platform_no_answer_js__WEBPACK_IMPORTED_MODULE_0__/* .noAnswer */ .q)(error));
    }
}
function sameOrigin(location, from) {
    const target = URL.parse(location, from);
    if (target && target.origin === new URL(from).origin)
        return target.href;
    const to = target && target.origin !== 'null' ? target.origin : 'an address that makes no sense';
    throw new _contract_js__WEBPACK_IMPORTED_MODULE_1__/* .DestinationError */ .l('down', {
        what: `${hostOf(from)} redirects to ${to}; credentials are not sent there`,
        fix: 'Name the address that answers by itself, such as that of the active server or of the load balancer.',
    });
}
async function answerOf(context, { response, request }) {
    const chunks = [];
    const maxBytes = request.maxBytes ?? MAX_BYTES;
    let size = 0;
    try {
        // Leaving the loop cancels the rest.
        for await (const chunk of response.body ?? []) {
            size += chunk.length;
            if (size > maxBytes)
                break;
            chunks.push(chunk);
        }
    }
    catch {
        context.signal.throwIfAborted();
        throw down(request.url, 'broke off its answer');
    }
    if (size > maxBytes)
        throw down(request.url, 'answered with too much');
    const text = Buffer.concat(chunks).toString('utf8');
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
}
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        // The parser's message quotes what it was given.
        return undefined;
    }
}
/** What a status means where the provider has no rule of its own. */
function failureKind(status) {
    if (status === 401 || status === 403 || status === 407)
        return 'auth';
    if (status === 404 || status === 410)
        return 'absent';
    if (status === 409 || status === 412)
        return 'conflict';
    if (status === 429)
        return 'limited';
    if (status >= 400 && status < 500 && status !== 408)
        return 'rejected';
    return 'down';
}
/** What to look at where there is no connection. */
const REACH = 'Check the address, and that this machine may reach it: behind a proxy, set HTTPS_PROXY; with an own certificate authority, NODE_EXTRA_CA_CERTS.';
/** Nobody, or nothing sensible, answered. */
function down(url, how) {
    return new _contract_js__WEBPACK_IMPORTED_MODULE_1__/* .DestinationError */ .l('down', {
        what: `${hostOf(url)} ${how}`,
        fix: `${REACH} Then run the job again.`,
    });
}
/** Also host and port: what is said of an address; never its path or query. */
function hostOf(url) {
    return URL.parse(url)?.host ?? 'the server';
}


/***/ }),

/***/ 4900:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ inTurn)
/* harmony export */ });
// Two destinations may share what is read and written as a whole, a file or an entry: one after the other.
const turns = new Map();
/**
 * @param place the same for all who must not meet
 * @param work is told whether it is the first there: if not, what was read before may be no longer
 */
async function inTurn(place, work) {
    const before = turns.get(place);
    const turn = (before ?? Promise.resolve()).then(() => work(before === undefined));
    // What fails is told to who waits for it, not to the next.
    turns.set(place, turn.catch(() => undefined));
    return turn;
}


/***/ }),

/***/ 6119:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ eachOutcome),
/* harmony export */   g: () => (/* binding */ failed)
/* harmony export */ });
/* harmony import */ var _contract_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3569);
/* harmony import */ var _bounded_work_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2012);
// Many items, a bounded number at a time, one outcome each: a failed one does not stop the others, an
// abort stops before the next.


async function eachOutcome(items, work) {
    return (0,_bounded_work_js__WEBPACK_IMPORTED_MODULE_1__/* .eachBounded */ .V)(items, work.concurrency, (item) => outcomeOf(item, work));
}
async function outcomeOf(item, { signal, each }) {
    const { name } = item;
    if (signal.aborted)
        return { name, kind: 'not tried' };
    try {
        await each(item);
        return { name, kind: 'done' };
    }
    catch (error) {
        return failed(name, error);
    }
}
/** What an item came to that did not come to its end. */
function failed(name, error) {
    if (error instanceof _contract_js__WEBPACK_IMPORTED_MODULE_0__/* .DestinationError */ .l)
        return { name, kind: 'failed', error };
    return { name, kind: 'broken off', thrown: error };
}


/***/ }),

/***/ 4243:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n5: () => (/* binding */ readSecret),
/* harmony export */   qG: () => (/* binding */ secretOption)
/* harmony export */ });
/* unused harmony export isFromEnvironment */
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7728);
/* harmony import */ var _secret_value_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2577);
/* harmony import */ var _contract_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3569);
// Options that hold a credential: `env:NAME`, or the text itself where the workflow gives it. Owns
// their form; that a file of the checkout may hold only the first is for the configuration to say.



const FROM_ENVIRONMENT = /^env:([A-Za-z_][A-Za-z0-9_]*)$/;
/** Marks the schema, so that the configuration can tell literal secrets in files. */
const SECRET_OPTION = { secret: true };
function isFromEnvironment(text) {
    return FROM_ENVIRONMENT.test(text);
}
const secretOption = valibot__WEBPACK_IMPORTED_MODULE_2__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_2__/* .metadata */ .yuE(SECRET_OPTION), valibot__WEBPACK_IMPORTED_MODULE_2__/* .check */ .z6Y((text) => text !== '' && (!text.startsWith('env:') || isFromEnvironment(text)), 'expected env:NAME, with the name of an environment variable, or the secret itself'), valibot__WEBPACK_IMPORTED_MODULE_2__/* .transform */ .pdi((text) => {
    const [, variable] = FROM_ENVIRONMENT.exec(text) ?? [];
    return variable === undefined
        ? { from: 'workflow', value: new _secret_value_js__WEBPACK_IMPORTED_MODULE_0__/* .SecretValue */ .i(text) }
        : { from: 'environment', variable };
}));
/** The credential itself, hidden in the log from here on. @throws DestinationError auth */
function readSecret(option, context) {
    if (option.from === 'workflow') {
        context.mask([option.value.reveal()]);
        return option.value;
    }
    const value = context.variable(option.variable);
    if (value === undefined || value.trim() === '') {
        throw new _contract_js__WEBPACK_IMPORTED_MODULE_1__/* .DestinationError */ .l('auth', {
            what: `the environment variable ${option.variable} is not set`,
            fix: `Give the step \`env: ${option.variable}\`, from a secret.`,
        });
    }
    const trimmed = value.trim();
    context.mask([trimmed]);
    return new _secret_value_js__WEBPACK_IMPORTED_MODULE_0__/* .SecretValue */ .i(trimmed);
}


/***/ }),

/***/ 1255:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ serverAddress)
/* harmony export */ });
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7728);
// Addresses of servers that the configuration names. Owns their form; which hosts a file of the
// checkout may name is the configuration's to say.

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
// Where clouds keep the credentials of their machines.
const LINK_LOCAL = /^(?:169\.254\.\d{1,3}\.\d{1,3}|\[fe[89ab][0-9a-f]:.*\]|\[::ffff:a9fe:[0-9a-f]+\])$/;
/** `https://host[:port][/path]` without a last `/`; http only on this machine. */
const serverAddress = valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .check */ .z6Y((text) => addressOf(text) !== undefined, 'expected https://host (http only on this machine), without user, query or fragment; no link-local address'), valibot__WEBPACK_IMPORTED_MODULE_0__/* .transform */ .pdi((text) => addressOf(text) ?? ''));
function addressOf(text) {
    const url = URL.parse(text);
    if (!url || url.username !== '' || url.password !== '' || /[?#]/.test(text))
        return undefined;
    const { protocol, hostname, origin, pathname } = url;
    const isAllowed = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
    if (!isAllowed || LINK_LOCAL.test(hostname))
        return undefined;
    return `${origin}${pathname.replace(/\/+$/, '')}`;
}


/***/ }),

/***/ 4961:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ valueVersion)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
// A version for places that have none: what tells two values apart, and nothing else about them.

const KEY = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(32);
/** Of one value, for as long as this process lives. It is written nowhere. */
function valueVersion(value) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', KEY).update(value).digest('hex');
}


/***/ }),

/***/ 5701:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  vault: () => (/* binding */ vault)
});

// EXTERNAL MODULE: ./destinations/contract.js
var contract = __webpack_require__(3569);
// EXTERNAL MODULE: ./destinations/shared/bounded-work.js
var bounded_work = __webpack_require__(2012);
// EXTERNAL MODULE: ./destinations/shared/in-turn.js
var in_turn = __webpack_require__(4900);
;// CONCATENATED MODULE: ./destinations/shared/url-segments.js
// Names as parts of a URL's path. Owns what may stand there; sends nothing.
/** How a path from the configuration must look, in words. */
const SEGMENTS_ALLOWED = 'parts joined by `/`, none of them empty, `.` or `..`, without control characters';
/**
 * `a/b` as encoded parts, or undefined where one of them would name another place: a server, or a
 * proxy before it, resolves `.` and `..` also when they are encoded, and merges `//`.
 */
function safeSegments(path) {
    const parts = path.split('/');
    return parts.every(isSafeSegment) ? parts.map((part) => encodeURIComponent(part)) : undefined;
}
/** Whether the text, not yet encoded, stays one part of a path. */
function isSafeSegment(part) {
    if (part === '' || !part.isWellFormed())
        return false;
    // `%2e` is a dot for whoever decodes once too often.
    const dots = part.replaceAll(/%2e/gi, '.');
    return dots !== '.' && dots !== '..' && !/[\u0000-\u001f\u007f/\\]|%2f|%5c/i.test(part);
}

// EXTERNAL MODULE: ./destinations/shared/http-json.js
var http_json = __webpack_require__(6512);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ../node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7728);
// EXTERNAL MODULE: ./secret-value.js
var secret_value = __webpack_require__(2577);
// EXTERNAL MODULE: ./destinations/shared/secret-option.js
var secret_option = __webpack_require__(4243);
;// CONCATENATED MODULE: ./destinations/vault-auth.js
// Signing in to Vault or OpenBao. Owns the logins' requests and what their refusals mean; keeps no
// token. Whatever opens something is masked before it is sent or given back.
// https://developer.hashicorp.com/vault/api-docs/auth







/** Where Kubernetes puts the token of a pod's service account. */
const SERVICE_ACCOUNT_TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';
const MAX_TOKEN_BYTES = 64 * 1024;
const loginAnswer = dist/* looseObject */._H3({
    auth: dist/* looseObject */._H3({ client_token: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^[\u0021-\u007e]+$/)) }),
});
/** @throws DestinationError auth, down */
async function signIn(options, context, serviceAccountToken = SERVICE_ACCOUNT_TOKEN) {
    const { auth } = options;
    if (auth === undefined)
        return ambientToken(context);
    if ('token' in auth)
        return tokenOf(auth, context);
    const login = await loginOf(auth, { url: options.url, context, serviceAccountToken });
    return logIn(login, options, context);
}
function ambientToken(context) {
    if ((context.variable('VAULT_TOKEN') ?? '').trim() !== '') {
        return sendable((0,secret_option/* readSecret */.n5)({ from: 'environment', variable: 'VAULT_TOKEN' }, context));
    }
    throw new contract/* DestinationError */.l('auth', {
        what: 'there is neither `auth` nor VAULT_TOKEN',
        fix: 'Give the destination `auth: {jwt-role: …}`, or the step `env: VAULT_TOKEN`, from a secret.',
    });
}
function tokenOf(auth, context) {
    return sendable((0,secret_option/* readSecret */.n5)(auth.token, context));
}
// Node's own error for a header that cannot be sent quotes the header.
function sendable(token) {
    if (/^[\u0021-\u007e]+$/.test(token.reveal()))
        return token;
    throw new contract/* DestinationError */.l('auth', {
        what: 'the Vault token holds characters that no token has',
        fix: 'Store the token again: one line, without quotes or spaces.',
    });
}
async function loginOf(auth, { url, context, serviceAccountToken }) {
    if ('role-id' in auth) {
        const body = {
            role_id: (0,secret_option/* readSecret */.n5)(auth['role-id'], context).reveal(),
            secret_id: (0,secret_option/* readSecret */.n5)(auth['secret-id'], context).reveal(),
        };
        return { method: 'AppRole', mount: auth.mount ?? 'approle', body };
    }
    if ('jwt-role' in auth) {
        const token = await context.oidcToken(auth.audience ?? new URL(url).origin);
        context.mask([token.reveal()]);
        const body = { role: auth['jwt-role'], jwt: token.reveal() };
        return { method: 'JWT', mount: auth.mount ?? 'jwt', body };
    }
    const jwt = await readServiceAccountToken(serviceAccountToken);
    context.mask([jwt]);
    const body = { role: auth['kubernetes-role'], jwt };
    return { method: 'Kubernetes', mount: auth.mount ?? 'kubernetes', body };
}
async function readServiceAccountToken(path) {
    try {
        const file = await (0,promises_.open)(path, 'r');
        try {
            const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_TOKEN_BYTES));
            const token = buffer.toString('utf8', 0, bytesRead).trim();
            if (token !== '')
                return token;
        }
        finally {
            await file.close();
        }
    }
    catch {
        // Said below: the system's error adds nothing that helps.
    }
    throw new contract/* DestinationError */.l('auth', {
        what: `there is no service account token at ${path}`,
        fix: '`kubernetes-role` works in a pod whose service account token is mounted. Elsewhere use `jwt-role`.',
    });
}
async function logIn({ method, mount, body }, { url, namespace }, context) {
    const path = (safeSegments(mount) ?? []).join('/');
    const answer = await (0,http_json/* askJson */.ey)(context, {
        method: 'POST',
        url: `${url}/v1/auth/${path}/login`,
        headers: {
            'x-vault-request': 'true',
            ...(namespace !== undefined && { 'x-vault-namespace': namespace }),
        },
        body,
    });
    if (answer.status !== 200)
        throw refusal(answer, { method, mount, url });
    const parsed = dist/* safeParse */.xLC(loginAnswer, answer.json);
    if (!parsed.success)
        throw (0,http_json/* down */.TR)(url, "answered a login with something that is not Vault's");
    const token = parsed.output.auth.client_token;
    context.mask([token]);
    return new secret_value/* SecretValue */.i(token);
}
function refusal({ status }, { method, mount, url }) {
    const host = (0,http_json/* hostOf */.w4)(url);
    if (status === 429) {
        return new contract/* DestinationError */.l('limited', {
            what: `Vault at ${host} wants fewer logins`,
            fix: 'Run the job again later, or raise the rate limit quota of the server.',
        });
    }
    if (status >= 500)
        return (0,http_json/* down */.TR)(url, `answered a login with ${status}; it may be sealed`);
    const where = `auth/${mount}`;
    return new contract/* DestinationError */.l('auth', {
        // Vault says 400 for a wrong role or secret id, and for a token with claims that do not fit.
        what: `Vault at ${host} refused the ${method} login at ${where} (${status})`,
        fix: `Check that ${where} is enabled${method === 'JWT' ? ', that the role is bound to this repository (bound_claims) and to the audience (bound_audiences; the origin of the URL unless `audience` says otherwise)' : ', and that role and credential are current'}.`,
    });
}

;// CONCATENATED MODULE: ./destinations/vault-client.js



const CAS_REFUSED = /check-and-set parameter did not match/;
class VaultClient {
    host;
    #options;
    #context;
    #token;
    constructor(options, context) {
        this.#options = options;
        this.#context = context;
        this.host = (0,http_json/* hostOf */.w4)(options.url);
    }
    /**
     * Answers of 200, 204 and 404 as they are; 404 is the engine's to judge.
     * @throws DestinationError; `conflict` for a check-and-set that did not match
     */
    async ask(request) {
        const { url, namespace } = this.#options;
        // Several requests may come at once; one login serves them all, a failed one none.
        this.#token ??= signIn(this.#options, this.#context);
        const token = await this.#token.catch((error) => {
            this.#token = undefined;
            throw error;
        });
        const answer = await (0,http_json/* askJson */.ey)(this.#context, {
            method: request.method,
            url: `${url}/v1/${request.path}`,
            headers: {
                'x-vault-request': 'true',
                'x-vault-token': token.reveal(),
                ...(namespace !== undefined && { 'x-vault-namespace': namespace }),
                ...(request.method === 'PATCH' && { 'content-type': 'application/merge-patch+json' }),
            },
            body: request.body,
        });
        const { status, json } = answer;
        if (![200, 204, 404].includes(status))
            throw this.#refused(answer, request);
        if (status !== 204 && (typeof json !== 'object' || json === null))
            throw this.nonsense(request);
        return answer;
    }
    /** An answer without the form that Vault gives it. */
    nonsense({ doing }) {
        return (0,http_json/* down */.TR)(this.#options.url, `answered with something that is not Vault's, maybe the page of a proxy (${doing})`);
    }
    #refused({ status, json }, { doing }) {
        const where = `Vault at ${this.host}`;
        if (status === 400 && CAS_REFUSED.test(wordsOf(json))) {
            return new contract/* DestinationError */.l('conflict', {
                what: `the entry was changed by somebody else (${doing})`,
                fix: 'Run the job again: it reads what is there now.',
            });
        }
        switch (status === 412 ? 'down' : (0,http_json/* failureKind */.zU)(status)) {
            case 'auth':
                return new contract/* DestinationError */.l('auth', {
                    what: `${where} denies ${doing} (${status})`,
                    fix: 'Check that the token is valid, that mount and namespace are right, and that its policy allows this: read, create and update on the paths of data and metadata, and patch on that of metadata (see docs/destinations/vault.md).',
                });
            case 'limited':
                return new contract/* DestinationError */.l('limited', {
                    what: `${where} wants fewer requests (${doing})`,
                    fix: 'Run the job again later, or raise the rate limit quota of the server.',
                });
            case 'rejected':
            case 'absent':
            case 'conflict':
                return new contract/* DestinationError */.l('rejected', {
                    what: `${where} refused ${doing} (${status})`,
                    fix: status === 405
                        ? 'Check mount and `kv-version`. Version 2 needs Vault 1.10 or newer, or OpenBao.'
                        : 'Check mount, path and `kv-version`, and the size of the values.',
                });
            case 'down':
                return status === 503
                    ? new contract/* DestinationError */.l('down', {
                        what: `${where} is sealed or in maintenance (${doing})`,
                        fix: 'Unseal it, then run the job again.',
                    })
                    : (0,http_json/* down */.TR)(this.#options.url, `answered ${status} (${doing})`);
        }
    }
}
// Only to recognise, never to show: a server may say back what it was sent.
function wordsOf(json) {
    const { errors } = (json ?? {});
    return Array.isArray(errors) ? errors.filter((each) => typeof each === 'string').join('\n') : '';
}

;// CONCATENATED MODULE: ./destinations/vault-engine.js
// Vault's key/value engine, versions 1 and 2, as one thing: entries with keys. Owns paths, forms of
// answers and exact numbers; knows nothing of marks. Values are in memory only, as long as a call.
// https://developer.hashicorp.com/vault/api-docs/secret/kv



const numberOf = dist/* pipe */.FsL(dist/* number */.aig(), dist/* safeInteger */.Y2b(), dist/* minValue */.Wwf(0));
const textMap = dist/* nullish */.cl6(dist/* record */.g1P(dist/* string */.YjP(), dist/* string */.YjP()), {});
const versionState = dist/* looseObject */._H3({
    deletion_time: dist/* optional */.lqM(dist/* string */.YjP(), ''),
    destroyed: dist/* optional */.lqM(dist/* boolean */.zMY(), false),
});
const mountAnswer = dist/* looseObject */._H3({
    data: dist/* looseObject */._H3({
        type: dist/* string */.YjP(),
        options: dist/* nullish */.cl6(dist/* looseObject */._H3({ version: dist/* optional */.lqM(dist/* string */.YjP()) })),
    }),
});
const stateAnswer = dist/* looseObject */._H3({
    data: dist/* looseObject */._H3({
        current_version: numberOf,
        custom_metadata: textMap,
        versions: dist/* nullish */.cl6(dist/* record */.g1P(dist/* string */.YjP(), versionState), {}),
    }),
});
const objectOf = dist/* custom */.IeY((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
const contentAnswer = dist/* looseObject */._H3({
    data: dist/* looseObject */._H3({
        data: dist/* nullable */.mee(objectOf),
        metadata: dist/* looseObject */._H3({
            version: numberOf,
            custom_metadata: textMap,
            ...versionState.entries,
        }),
    }),
});
const writeAnswer = dist/* looseObject */._H3({ data: dist/* looseObject */._H3({ version: numberOf }) });
const listAnswer = dist/* looseObject */._H3({ data: dist/* looseObject */._H3({ keys: dist/* array */.YOg(dist/* string */.YjP()) }) });
/** Which version the mount has, asked of the server. @throws DestinationError auth, absent, down */
async function detectVersion(client, mount) {
    const doing = `looking up the mount ${mount}`;
    const path = `sys/internal/ui/mounts/${encoded(mount)}`;
    const answer = await client.ask({ method: 'GET', path, doing });
    const parsed = dist/* safeParse */.xLC(mountAnswer, answer.json);
    if (answer.status === 404)
        throw noEngine(client, mount);
    if (!parsed.success)
        throw client.nonsense({ doing });
    const { type, options } = parsed.output.data;
    if (type !== 'kv' && type !== 'generic')
        throw noEngine(client, mount);
    return options?.version === '2' ? 2 : 1;
}
function noEngine({ host }, mount) {
    return new contract/* DestinationError */.l('absent', {
        what: `Vault at ${host} has no key/value engine at ${mount}`,
        fix: 'Enable one there (`vault secrets enable -path=… -version=2 kv`), or name another `mount`.',
    });
}
function engineOf(client, { mount }, version) {
    return version === 2 ? new VersionedEngine(client, mount) : new PlainEngine(client, mount);
}
class VersionedEngine {
    hasVersions = true;
    #client;
    #mount;
    constructor(client, mount) {
        this.#client = client;
        this.#mount = mount;
    }
    async state(path) {
        const request = { method: 'GET', ...this.#at('metadata', path) };
        const { status, json } = await this.#client.ask(request);
        if (status === 404)
            return undefined;
        const parsed = dist/* safeParse */.xLC(stateAnswer, json);
        if (!parsed.success)
            throw this.#client.nonsense(request);
        const { current_version: version, custom_metadata, versions } = parsed.output.data;
        const current = versions?.[String(version)];
        const isDeleted = current !== undefined && isGone(current);
        return { version, isDeleted, metadata: custom_metadata ?? {} };
    }
    async read(path, version) {
        const { path: at, doing } = this.#at('data', path);
        const query = version === undefined ? '' : `?version=${version}`;
        const answer = await this.#client.ask({ method: 'GET', path: `${at}${query}`, doing });
        const parsed = dist/* safeParse */.xLC(contentAnswer, answer.json);
        // Of what was soft-deleted, 404 comes with its metadata; of what is not there, without.
        if (!parsed.success && answer.status === 404)
            return undefined;
        if (!parsed.success)
            throw this.#client.nonsense({ doing });
        const { data, metadata } = parsed.output.data;
        const isDeleted = answer.status === 404 || data === null;
        const exact = exactly(answer.text);
        const values = new Map(Object.entries(isDeleted ? {} : (exact.data.data ?? {})));
        return {
            version: metadata.version,
            isDeleted,
            values,
            metadata: metadata.custom_metadata ?? {},
        };
    }
    async write(path, values, from) {
        const body = { options: { cas: from }, data: Object.fromEntries(values) };
        const request = { method: 'POST', ...this.#at('data', path, 'writing'), body };
        const { json } = await this.#client.ask(request);
        const parsed = dist/* safeParse */.xLC(writeAnswer, json);
        if (!parsed.success)
            throw this.#client.nonsense(request);
        return parsed.output.data.version;
    }
    async remove(path, version) {
        // DELETE on data would take whatever is current by then.
        const body = { versions: [version] };
        await this.#client.ask({ method: 'POST', ...this.#at('delete', path, 'writing'), body });
    }
    async describe(path, metadata) {
        const body = { custom_metadata: metadata };
        const request = { method: 'POST', ...this.#at('metadata', path, 'writing'), body };
        const { status } = await this.#client.ask(request);
        if (status === 404)
            throw this.#client.nonsense(request);
    }
    async amend(path, added, isAbsent) {
        const request = { ...this.#at('metadata', path, 'writing'), body: { custom_metadata: added } };
        const isAmended = async () => (await this.#client.ask({ method: 'PATCH', ...request })).status !== 404;
        if (!isAbsent && (await isAmended()))
            return;
        // Only what exists is amended. This makes an entry, and leaves the custom metadata of one that somebody
        // made in the meantime; something has to be set, and the mount's own number is what a new one has.
        await this.#client.ask({ method: 'POST', ...request, body: { max_versions: 0 } });
        if (!(await isAmended()))
            throw this.#client.nonsense(request);
    }
    async list(path) {
        return listed(this.#client, this.#at('metadata', path, 'listing'));
    }
    #at(kind, path, verb = 'reading') {
        return {
            path: `${encoded(this.#mount)}/${kind}/${encoded(path)}`,
            doing: `${verb} ${this.#mount}/${kind}/${path}`,
        };
    }
}
class PlainEngine {
    hasVersions = false;
    #client;
    #mount;
    constructor(client, mount) {
        this.#client = client;
        this.#mount = mount;
    }
    async state() {
        return undefined;
    }
    async read(path) {
        const request = { method: 'GET', ...this.#at(path) };
        const { status, json, text } = await this.#client.ask(request);
        if (status === 404)
            return undefined;
        const parsed = dist/* safeParse */.xLC(dist/* looseObject */._H3({ data: objectOf }), json);
        if (!parsed.success)
            throw this.#client.nonsense(request);
        const exact = exactly(text);
        const values = new Map(Object.entries(exact.data));
        return { version: 0, isDeleted: false, values, metadata: {} };
    }
    async write(path, values) {
        const body = Object.fromEntries(values);
        const request = { method: 'POST', ...this.#at(path, 'writing'), body };
        // 404: no such mount, so nothing was written.
        const { status } = await this.#client.ask(request);
        if (status === 404)
            throw this.#client.nonsense(request);
        return 0;
    }
    async remove(path) {
        await this.#client.ask({ method: 'DELETE', ...this.#at(path, 'deleting') });
    }
    async describe() {
        throw new TypeError('version 1 has no metadata');
    }
    async amend() {
        throw new TypeError('version 1 has no metadata');
    }
    async list(path) {
        return listed(this.#client, this.#at(path, 'listing'));
    }
    #at(path, verb = 'reading') {
        return {
            path: `${encoded(this.#mount)}/${encoded(path)}`,
            doing: `${verb} ${this.#mount}/${path}`,
        };
    }
}
async function listed(client, { path, doing }) {
    // Vault gives all names at once. A folder without entries is 404.
    const answer = await client.ask({ method: 'GET', path: `${path}/?list=true`, doing });
    if (answer.status === 404)
        return [];
    const parsed = dist/* safeParse */.xLC(listAnswer, answer.json);
    if (!parsed.success)
        throw client.nonsense({ doing });
    return parsed.output.data.keys.filter((key) => !key.endsWith('/'));
}
function isGone({ deletion_time, destroyed }) {
    // A time to come is that of `delete_version_after`.
    return destroyed || (deletion_time !== '' && Date.parse(deletion_time) <= Date.now());
}
/** Checked when the options were read; here again, because all that goes into a URL comes by. */
function encoded(path) {
    const parts = safeSegments(path);
    if (parts !== undefined)
        return parts.join('/');
    throw new contract/* DestinationError */.l('rejected', {
        what: 'the path or name would lead to another place of the server',
        fix: 'Use names without empty parts, `.` and `..`.',
    });
}
// Numbers of others are written back as they are: 2^53 and 1.10 too.
function exactly(text) {
    const json = JSON;
    const keep = (_, value, { source }) => typeof value === 'number' ? json.rawJSON(source) : value;
    return JSON.parse(text, keep);
}

// EXTERNAL MODULE: ./destinations/shared/outcomes.js
var outcomes = __webpack_require__(6119);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./destinations/vault-marks.js
/** https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2#create-update-metadata */
const METADATA_KEYS_MAX = 64;
const VALUE_BYTES_MAX = 512;
const HEADER = 'kanuka';
const POINTER = 'v1,beside';
const CLAIMS_FORM = /^kanuka-claims-[0-9a-f]{8}$/;
const HEADER_FORM = /^v1,(\d{1,15}),([01])$/;
const KEY_FORM = /^kanuka(?:-owner-\d{1,4}|-rows-\d{3,6}|-claims-[0-9a-f]{8}(?:-\d{3,6})?)?$/;
const OWNER_FORM = /^([a-z0-9-]{1,400}),([a-z0-9-]{1,64})$/;
const ROW_FORM = /^([A-Za-z0-9_.-]{1,200}),([0-9a-f]{16}),([0-9a-f]{32}),([0-9a-f]{7,64}),(\d{1,4}),([=!])$/;
const CLAIM_FORM = /^([A-Za-z0-9_.-]{1,200}),([0-9a-f]{16}),([0-9a-f]{32})$/;
const NO_VALUE = '0'.repeat(32);
const NO_COMMIT = '0'.repeat(40);
const EMPTY_BOOK = {
    version: 0,
    hasOthers: true,
    rows: new Map(),
    claims: [],
};
/** Of a key that is ours, whatever its value is. */
function withoutValue(mark) {
    return { mark: { ...mark, fp: NO_VALUE }, isDrifted: false };
}
function hasValue({ mark }) {
    return mark.fp !== NO_VALUE;
}
/** Whether a key of custom_metadata is ours; others are kept as they are. */
function isBookKey(key) {
    return KEY_FORM.test(key);
}
/** The map that says where the rows are. */
const pointerToBeside = { [HEADER]: POINTER };
function pointsBeside(map) {
    return map[HEADER] === POINTER;
}
/** Whether the row would be read back as it was written. */
function isMarkable(name, mark) {
    return (ROW_FORM.test(rowText(name, { mark, isDrifted: false }, 0)) && OWNER_FORM.test(ownerText(mark)));
}
function ownerText({ owner, kid }) {
    return `${owner},${kid}`;
}
function rowText(name, { mark, isDrifted }, owner) {
    return [name, mark.own, mark.fp, mark.commit, owner, isDrifted ? '!' : '='].join(',');
}
/** @throws RangeError for a mark that has not the form which would be read back */
function encodeBook({ version, hasOthers, rows, claims }) {
    const owners = new Map();
    const texts = [];
    for (const [name, row] of [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
        if (!isMarkable(name, row.mark))
            throw new RangeError('not a mark');
        const owner = ownerText(row.mark);
        const number = owners.get(owner) ?? owners.size;
        owners.set(owner, number);
        texts.push(rowText(name, row, number));
    }
    return {
        [HEADER]: `v1,${version},${hasOthers ? 1 : 0}`,
        ...Object.fromEntries([...owners].map(([owner, number]) => [`kanuka-owner-${number}`, owner])),
        ...numbered('kanuka-rows', texts),
        ...Object.assign({}, ...claims.map(encodeClaims)),
    };
}
/** Claims alone, to be added to a book. @throws RangeError as encodeBook */
function encodeClaims({ run, marks }) {
    const [first] = marks.values();
    if (!first)
        return {};
    const owner = ownerText(first);
    const texts = [...marks].map(([name, mark]) => {
        if (!isMarkable(name, mark) || ownerText(mark) !== owner)
            throw new RangeError('not a claim');
        return [name, mark.own, mark.fp].join(',');
    });
    const key = `kanuka-claims-${run}`;
    return { [key]: owner, ...numbered(key, texts) };
}
function numbered(start, texts) {
    return Object.fromEntries(packed(texts).map((text, index) => [`${start}-${String(index).padStart(3, '0')}`, text]));
}
// All of it is ASCII, as the forms say: characters are bytes.
function packed(texts) {
    const values = [];
    for (const text of texts) {
        const last = values.at(-1);
        if (last !== undefined && last.length + 1 + text.length <= VALUE_BYTES_MAX) {
            values[values.length - 1] = `${last};${text}`;
        }
        else
            values.push(text);
    }
    return values;
}
/** EMPTY_BOOK where there is none that can be read. */
function decodeBook(map) {
    const [, version, others] = HEADER_FORM.exec(map[HEADER] ?? '') ?? [];
    const claims = Object.keys(map)
        .filter((key) => CLAIMS_FORM.test(key))
        .flatMap((key) => claimsOf(map, key));
    if (version === undefined)
        return claims.length > 0 ? { ...EMPTY_BOOK, claims } : EMPTY_BOOK;
    const rows = readOnce(map, 'kanuka-rows', (text) => rowOf(text, map));
    return { version: Number(version), hasOthers: others === '1', rows, claims };
}
function claimsOf(map, key) {
    const [, owner, kid] = OWNER_FORM.exec(map[key] ?? '') ?? [];
    if (owner === undefined || kid === undefined)
        return [];
    const marks = readOnce(map, key, (text) => {
        const [, name, own, fp] = CLAIM_FORM.exec(text) ?? [];
        if (name === undefined || own === undefined || fp === undefined)
            return undefined;
        return [name, { owner, kid, own, fp, commit: NO_COMMIT }];
    });
    return marks.size > 0 ? [{ run: key.slice(-8), marks }] : [];
}
/** What stands in the numbered keys. Two of one name: which is true cannot be told. */
function readOnce(map, start, read) {
    const found = new Map();
    const twice = new Set();
    for (const key of Object.keys(map).filter((each) => each.startsWith(`${start}-`))) {
        if (!isBookKey(key))
            continue;
        for (const text of (map[key] ?? '').split(';')) {
            const entry = read(text);
            if (entry === undefined)
                continue;
            const [name, each] = entry;
            if (found.has(name))
                twice.add(name);
            found.set(name, each);
        }
    }
    for (const name of twice)
        found.delete(name);
    return found;
}
function rowOf(text, map) {
    const [, name, own, fp, commit, number, state] = ROW_FORM.exec(text) ?? [];
    const [, owner, kid] = OWNER_FORM.exec(map[`kanuka-owner-${number}`] ?? '') ?? [];
    if (name === undefined || own === undefined || fp === undefined)
        return undefined;
    if (commit === undefined || owner === undefined || kid === undefined)
        return undefined;
    return [name, { mark: { owner, kid, own, fp, commit }, isDrifted: state === '!' }];
}

// EXTERNAL MODULE: ./destinations/shared/server-address.js
var server_address = __webpack_require__(1255);
;// CONCATENATED MODULE: ./destinations/vault-options.js
// The options of a Vault or OpenBao destination. Owns their names, defaults and forms; reads nothing.




/** The entry that holds the marks where an engine has no metadata, or too little room: `<path>.kanuka`. */
const BESIDE = '.kanuka';
// Tokens made for a cloud would open it to whoever reads them at the Vault server.
const CLOUD_AUDIENCES = /^sts\.amazonaws\.com|^api:\/\/AzureADTokenExchange|^https?:\/\/iam\.googleapis\.com|^\/\/iam\.googleapis\.com/i;
const place = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* transform */.pdi((path) => path.replace(/^\/|\/$/g, '')), dist/* check */.z6Y((path) => safeSegments(path) !== undefined, `expected ${SEGMENTS_ALLOWED}`));
const role = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* nonEmpty */.hq('expected the name of a role'));
const audience = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* nonEmpty */.hq('expected an audience'), dist/* check */.z6Y((text) => !CLOUD_AUDIENCES.test(text), "expected no cloud's audience"));
const auth = dist/* union */.KCZ([
    dist/* strictObject */.rej({ token: secret_option/* secretOption */.qG }),
    dist/* strictObject */.rej({ 'role-id': secret_option/* secretOption */.qG, 'secret-id': secret_option/* secretOption */.qG, mount: dist/* optional */.lqM(place) }),
    dist/* strictObject */.rej({
        'jwt-role': role,
        audience: dist/* optional */.lqM(audience),
        mount: dist/* optional */.lqM(place),
    }),
    dist/* strictObject */.rej({ 'kubernetes-role': role, mount: dist/* optional */.lqM(place) }),
]);
const vaultOptions = dist/* strictObject */.rej({
    url: server_address/* serverAddress */.a,
    /** Of the key/value engine. */
    mount: dist/* optional */.lqM(place, 'secret'),
    path: dist/* pipe */.FsL(place, dist/* check */.z6Y((path) => !path.endsWith(BESIDE), `expected no path that ends in ${BESIDE}`)),
    namespace: dist/* optional */.lqM(dist/* pipe */.FsL(place, dist/* regex */.yGV(/^[\u0021-\u007e]+$/, 'expected printable ASCII without spaces'))),
    /** Asked of the server when left out: one request more. */
    'kv-version': dist/* optional */.lqM(dist/* picklist */.KIO([1, 2])),
    layout: dist/* optional */.lqM(dist/* picklist */.KIO(['one-entry', 'entry-per-key']), 'one-entry'),
    /** Left out: the environment's VAULT_TOKEN. */
    auth: dist/* optional */.lqM(auth),
});

;// CONCATENATED MODULE: ./destinations/vault-book.js
// Where the marks of one entry stand: in its custom metadata, or in an entry beside, `<path>.kanuka`. Owns
// reading and writing them; which rows there are, and when they are written, is the entry's.



class VaultBook {
    #engine;
    #path;
    /** By owner. */
    #runs = new Map();
    constructor(engine, path) {
        this.#engine = engine;
        this.#path = path;
    }
    /** Without the claims that stood there. @returns how they stand then */
    async write(marks, { version, values, rows, claims = new Map() }) {
        // Nothing of ours is there, nor was: nothing to say.
        if (rows.size === 0 && marks.book.rows.size === 0)
            return marks;
        const hasOthers = [...values.keys()].some((name) => !rows.has(name));
        return this.#store(marks, { version, hasOthers, rows, claims: this.#claims(claims) });
    }
    /**
     * Says of keys that they are about to be made. Metadata knows no check-and-set: the claims are added to
     * what stands there, so that they never write over marks of a run beside this one.
     */
    async claim(marks, claims, isAbsent) {
        const own = this.#claims(claims);
        const book = { ...marks.book, claims: [...marks.book.claims, ...own] };
        const added = Object.assign({}, ...own.map(encodeClaims));
        const metadata = { ...marks.metadata, ...added };
        if (marks.besideVersion !== undefined || Object.keys(metadata).length > METADATA_KEYS_MAX) {
            return this.#store(marks, book);
        }
        await this.#engine.amend(this.#path, added, isAbsent);
        return { ...marks, book, metadata };
    }
    #claims(marks) {
        const byOwner = Map.groupBy(marks, ([, { owner, kid }]) => `${owner},${kid}`);
        return [...byOwner].map(([owner, each]) => {
            const run = this.#runs.get(owner) ?? (0,external_node_crypto_.randomBytes)(4).toString('hex');
            this.#runs.set(owner, run);
            return { run, marks: new Map(each) };
        });
    }
    async #store({ besideVersion, metadata: before }, book) {
        const map = encodeBook(book);
        const foreign = Object.entries(before).filter(([key]) => !isBookKey(key));
        const size = foreign.length + Object.keys(map).length;
        // Once beside, always beside: two places would be two truths.
        const isBeside = besideVersion !== undefined || size > METADATA_KEYS_MAX;
        const written = isBeside ? await this.#writeBeside(map, besideVersion) : undefined;
        const described = isBeside ? pointerToBeside : map;
        const metadata = { ...Object.fromEntries(foreign), ...described };
        if (this.#engine.hasVersions && !isEqual(metadata, before)) {
            await this.#engine.describe(this.#path, metadata);
        }
        return { book, besideVersion: written, metadata };
    }
    async #writeBeside(map, known) {
        const path = `${this.#path}${BESIDE}`;
        const from = known ?? (await this.#engine.read(path))?.version ?? 0;
        return this.#engine.write(path, new Map(Object.entries(map)), from);
    }
    async read(metadata) {
        if (this.#engine.hasVersions && !pointsBeside(metadata)) {
            return { book: decodeBook(metadata), besideVersion: undefined, metadata };
        }
        const beside = await this.#engine.read(`${this.#path}${BESIDE}`);
        if (!beside)
            return { book: EMPTY_BOOK, besideVersion: 0, metadata };
        const texts = [...beside.values].flatMap(([key, value]) => typeof value === 'string' ? [[key, value]] : []);
        const book = decodeBook(Object.fromEntries(texts));
        return { book, besideVersion: beside.version, metadata };
    }
}
function isEqual(some, others) {
    const keys = Object.keys(some);
    return (keys.length === Object.keys(others).length && keys.every((key) => some[key] === others[key]));
}

// EXTERNAL MODULE: ./destinations/shared/value-version.js
var value_version = __webpack_require__(4961);
;// CONCATENATED MODULE: ./destinations/vault-values.js
// Values of an entry, compared: with the marks that speak of them, and with what they were. Others keep
// whatever they like, so a value is any JSON. Writes nothing.



/**
 * Rows of the keys that are there, those flagged whose value is not what the mark speaks of. Our own marks
 * tell that by themselves; for others the version that they speak of is compared, where there is one.
 * Keys that were claimed, and never marked, have a row without a value, unless somebody else made them.
 */
async function carried({ engine, path, isOfValue }, book, now) {
    const rows = new Map([...book.rows].filter(([name]) => now.values.has(name)));
    for (const [name, mark] of book.claims.flatMap(({ marks }) => [...marks])) {
        if (!now.values.has(name) || book.rows.has(name))
            continue;
        const value = now.values.get(name);
        const isTheirs = isOfValue?.(name, mark, textOf(value)) === false || typeof value !== 'string';
        if (!isTheirs)
            rows.set(name, withoutValue(mark));
    }
    if (engine.hasVersions && book.version === now.version)
        return rows;
    const unjudged = [];
    for (const [name, row] of rows) {
        if (!hasValue(row))
            continue;
        const value = now.values.get(name);
        const isOurs = isOfValue?.(name, row.mark, textOf(value));
        if (isOurs === undefined)
            unjudged.push(name);
        // We write text: a number that reads the same is somebody else's.
        else
            rows.set(name, { ...row, isDrifted: !isOurs || typeof value !== 'string' });
    }
    if (unjudged.length === 0 || !engine.hasVersions)
        return rows;
    // There is no version 0; to Vault it means the current one.
    const then = book.version > 0 ? await engine.read(path, book.version) : undefined;
    for (const name of unjudged) {
        const row = rows.get(name);
        if (!row || (then && isSame(name, then.values, now.values)))
            continue;
        rows.set(name, { ...row, isDrifted: true });
    }
    return rows;
}
function isSame(name, some, others) {
    if (!some.has(name) || !others.has(name))
        return some.has(name) === others.has(name);
    return JSON.stringify(some.get(name)) === JSON.stringify(others.get(name));
}
/** A value as text: whatever is no string, as JSON. */
function textOf(value) {
    return new secret_value/* SecretValue */.i(typeof value === 'string' ? value : JSON.stringify(value));
}
/** Of a value, where the engine has none. */
function versionOf(value) {
    return (0,value_version/* valueVersion */.K)(JSON.stringify(value));
}

;// CONCATENATED MODULE: ./destinations/vault-entry.js





/** Vault's storage takes 1 MiB an entry, with what it adds. Of the entry as JSON. */
const ENTRY_BYTES_MAX = 1024 * 1024 - 4096;
const TRIES_MAX = 3;
class VaultEntry {
    #place;
    #engine;
    #path;
    #marks;
    /** Known to be, so that a first write reads nothing: check-and-set tells if it is no longer. */
    #isAbsent;
    /** The change that is under way may have written something. */
    #isBegun = false;
    constructor(place, isAbsent = false) {
        this.#place = place;
        this.#engine = place.engine;
        this.#path = place.path;
        this.#marks = new VaultBook(place.engine, place.path);
        this.#isAbsent = isAbsent && place.engine.hasVersions;
    }
    /** Without values where the marks tell all: nobody wrote since, and nobody else has keys here. */
    async list() {
        if (!this.#engine.hasVersions) {
            const content = await this.#engine.read(this.#path);
            return content ? this.#listed(content) : [];
        }
        const state = await this.#engine.state(this.#path);
        this.#isAbsent = state === undefined;
        if (state === undefined || state.version === 0)
            return [];
        const { book } = await this.#marks.read(state.metadata);
        // A claim does not tell whether its key was written.
        const claimed = book.claims.flatMap(({ marks }) => [...marks.keys()]);
        const hasClaims = claimed.some((name) => !book.rows.has(name));
        const isTold = book.version === state.version && !book.hasOthers && !hasClaims;
        if (state.isDeleted || isTold) {
            return itemsOf([...book.rows.keys()], state, book);
        }
        const content = await this.#engine.read(this.#path);
        return content ? this.#listed(content) : [];
    }
    async #listed(content) {
        const { book } = await this.#marks.read(content.metadata);
        if (content.isDeleted)
            return itemsOf([...book.rows.keys()], content, book);
        const rows = await carried(this.#place, book, content);
        const items = itemsOf([...content.values.keys()], content, { ...book, rows });
        if (this.#engine.hasVersions)
            return items;
        return items.map((item) => ({ ...item, version: versionOf(content.values.get(item.name)) }));
    }
    /** Somebody may have made it since it was listed; its marks must not be written over. */
    lookAgain() {
        this.#isAbsent = false;
    }
    async values() {
        const content = await this.#engine.read(this.#path);
        return content?.values ?? new Map();
    }
    /** An outcome a key, whatever happens. */
    async change(changes) {
        const names = [...changes.keys()];
        this.#isBegun = false;
        try {
            const failures = await this.#changePersistently(changes);
            return names.map((name) => {
                const error = failures.get(name);
                return error ? { name, kind: 'failed', error } : { name, kind: 'done' };
            });
        }
        catch (error) {
            const isUntouched = this.#place.signal.aborted && !this.#isBegun;
            return names.map((name) => isUntouched && !(error instanceof contract/* DestinationError */.l)
                ? { name, kind: 'not tried' }
                : (0,outcomes/* failed */.g)(name, error));
        }
    }
    async #changePersistently(changes) {
        for (let tries = 1;; tries++) {
            try {
                return await this.#changeOnce(changes, tries === 1 && this.#isAbsent);
            }
            catch (error) {
                const isConflict = error instanceof contract/* DestinationError */.l && error.kind === 'conflict';
                if (!isConflict || tries === TRIES_MAX)
                    throw error;
            }
        }
    }
    async #changeOnce(changes, isAbsent) {
        const now = isAbsent ? NOTHING : await this.#now();
        const conflicts = await this.#conflicts(changes, now);
        const failures = new Map(conflicts.map((name) => [name, changedSince(name)]));
        const values = new Map(now.values);
        for (const [name, { value }] of changes) {
            if (failures.has(name))
                continue;
            if (value)
                values.set(name, value.reveal());
            else
                values.delete(name);
        }
        refuseTooLarge(values);
        const done = [...changes].filter(([name]) => !failures.has(name));
        if (done.length === 0)
            return failures;
        const before = await this.#marks.read(now.metadata);
        const rows = new Map(await carried(this.#place, before.book, now));
        this.#place.signal.throwIfAborted();
        this.#isBegun = true;
        const marks = await this.#claim(new Map(done), { now, before, rows });
        const version = await this.#writeValues(now, values);
        this.#isAbsent = false;
        for (const [name, { value, mark }] of done) {
            if (value && mark)
                rows.set(name, { mark, isDrifted: false });
            else
                rows.delete(name);
        }
        try {
            await this.#marks.write(marks, { version, values, rows });
        }
        catch (error) {
            throw error instanceof contract/* DestinationError */.l ? unmarked(error) : error;
        }
        return failures;
    }
    /**
     * Keys that are to be made are claimed. Those that a run has made that was killed before their marks, and
     * without versions all that are changed, are ours whatever comes: their marks say so first, or one more
     * run that is killed would leave what looks like somebody else's, or like a change by hand.
     */
    async #claim(changes, { now, before, rows }) {
        const claims = new Map();
        const open = new Map();
        for (const [name, { value, mark }] of changes) {
            if (!value || !mark)
                continue;
            const isMarked = before.book.rows.has(name) && this.#engine.hasVersions;
            if (!now.values.has(name))
                claims.set(name, mark);
            else if (rows.has(name) && !isMarked && now.values.get(name) !== value.reveal()) {
                open.set(name, withoutValue(mark));
            }
        }
        if (open.size > 0) {
            const { version, values } = now;
            return this.#marks.write(before, {
                version,
                values,
                rows: new Map([...rows, ...open]),
                claims,
            });
        }
        return claims.size > 0 ? this.#marks.claim(before, claims, now === NOTHING) : before;
    }
    async #now() {
        const content = await this.#engine.read(this.#path);
        if (content)
            return content;
        // An entry of metadata alone looks absent, and may have metadata of others.
        const state = await this.#engine.state(this.#path);
        return state ? { ...state, values: new Map() } : NOTHING;
    }
    /** Keys whose value is not the one that the plan was made for, nor already the wanted one. */
    async #conflicts(changes, now) {
        const names = [];
        const planned = new Map();
        for (const [name, { value, current }] of changes) {
            if (!now.values.has(name) || now.values.get(name) === value?.reveal())
                continue;
            if (current === undefined || current.isDeleted) {
                names.push(name);
                continue;
            }
            const { version } = current;
            if (!this.#engine.hasVersions) {
                if (version !== versionOf(now.values.get(name)))
                    names.push(name);
                continue;
            }
            if (version === undefined || version === String(now.version))
                continue;
            if (!planned.has(version)) {
                planned.set(version, await this.#engine.read(this.#path, Number(version)));
            }
            const then = planned.get(version);
            if (!then || !isSame(name, then.values, now.values))
                names.push(name);
        }
        return names;
    }
    async #writeValues(now, values) {
        const isUnchanged = !now.isDeleted &&
            values.size === now.values.size &&
            [...values.keys()].every((name) => isSame(name, values, now.values));
        if (isUnchanged)
            return now.version;
        if (values.size > 0)
            return this.#engine.write(this.#path, values, now.version);
        if (now.values.size > 0)
            await this.#engine.remove(this.#path, now.version);
        return now.version;
    }
}
const NOTHING = { version: 0, isDeleted: false, values: new Map(), metadata: {} };
function itemsOf(names, { version, isDeleted }, { rows }) {
    return names.map((name) => ({
        name,
        version: version === 0 ? undefined : String(version),
        mark: rows.get(name)?.mark,
        isDrifted: rows.get(name)?.isDrifted ?? false,
        isDeleted,
    }));
}
function refuseTooLarge(values) {
    const bytes = Buffer.byteLength(JSON.stringify(Object.fromEntries(values)));
    if (bytes <= ENTRY_BYTES_MAX)
        return;
    throw new contract/* DestinationError */.l('rejected', {
        what: `the entry would have ${bytes} bytes as JSON, with the keys of others; Vault takes ${ENTRY_BYTES_MAX}`,
        fix: 'Split it over several destinations, or use `layout: entry-per-key`.',
    });
}
function changedSince(name) {
    return new contract/* DestinationError */.l('conflict', {
        what: `${name} was changed by somebody else since the plan was made`,
        fix: 'Run the job again: it reads what is there now.',
    });
}
function unmarked({ kind, what, fix }) {
    return new contract/* DestinationError */.l(kind, {
        what: `the values are written, but not their marks: ${what}`,
        fix: `${fix} The next run finds out what was written, and marks it.`,
    });
}

;// CONCATENATED MODULE: ./destinations/vault.js










const vault_VALUE_BYTES_MAX = 1_000_000;
const CONCURRENCY = 8;
/** The one key of an entry that holds one value. */
const VALUE_KEY = 'value';
const NAME = /^(?!.*\.kanuka$)[A-Za-z0-9_-][A-Za-z0-9_.-]*$/;
const vault = {
    title: 'HashiCorp Vault and OpenBao',
    capabilities: {
        reads: 'values',
        marks: 'custom metadata',
        canDelete: true,
        limits: { valueBytes: vault_VALUE_BYTES_MAX, takesEmpty: true, concurrency: CONCURRENCY },
        names: {
            pattern: NAME,
            allows: `letters, digits, \`_\`, \`-\` and \`.\`, not first a \`.\` nor last \`${BESIDE}\``,
            maxLength: 200,
        },
        verified: 'real server',
    },
    options: vaultOptions,
    place: (options) => {
        const [server, entry] = addressOf(options);
        // A key each in one entry, or all of an entry each.
        const isShared = options.layout === 'one-entry';
        return (item) => (isShared ? [server, entry, item] : [server, `${entry}/${item}`]);
    },
    async connect(options, context) {
        return new VaultSession(options, context);
    },
};
/** Of the entry, or of the folder. A namespace may stand before the mount as well. */
function addressOf({ url, namespace, mount, path }) {
    return [url, `${namespace === undefined ? '' : `${namespace}/`}${mount}/${path}`];
}
class VaultSession {
    #options;
    #client;
    #context;
    #layout;
    #listed;
    constructor(options, context) {
        this.#options = options;
        this.#client = new VaultClient(options, context);
        this.#context = context;
    }
    async check() {
        const isAsked = this.#options['kv-version'] === undefined && this.#layout === undefined;
        const layout = await this.#open();
        // Looking up the mount was the proof. Else the list is, and need not be asked for twice.
        if (!isAsked)
            this.#listed = await layout.list();
    }
    async list() {
        const listed = this.#listed ?? (await (await this.#open()).list());
        this.#listed = undefined;
        return listed;
    }
    async put(items) {
        const refused = [];
        const changes = new Map();
        for (const item of items) {
            const { name, ...change } = item;
            const error = refusalOf(item);
            if (error)
                refused.push({ name, kind: 'failed', error });
            else
                changes.set(name, change);
        }
        return inOrder(items, [...refused, ...(await this.#change(changes))]);
    }
    async get(names) {
        return (await this.#open()).get(names);
    }
    async remove(items) {
        const changes = new Map(items.map((current) => [current.name, { value: undefined, mark: undefined, current }]));
        return inOrder(items, await this.#change(changes));
    }
    async #change(changes) {
        if (this.#context.signal.aborted) {
            return [...changes.keys()].map((name) => ({ name, kind: 'not tried' }));
        }
        this.#listed = undefined;
        return changes.size === 0 ? [] : (await this.#open()).change(changes);
    }
    async #open() {
        if (this.#layout)
            return this.#layout;
        const { mount, path, layout } = this.#options;
        const version = this.#options['kv-version'] ?? (await detectVersion(this.#client, mount));
        const engine = engineOf(this.#client, { mount }, version);
        const place = { engine, path, context: this.#context };
        const turn = JSON.stringify(addressOf(this.#options));
        this.#layout = layout === 'one-entry' ? new OneEntry(place, turn) : new EntryPerKey(place);
        return this.#layout;
    }
}
class OneEntry {
    #entry;
    /** The same for all sessions that share the entry: nothing but values can be checked and set. */
    #turn;
    constructor({ engine, path, context }, turn) {
        this.#turn = turn;
        this.#entry = new VaultEntry({
            engine,
            path,
            signal: context.signal,
            isOfValue: (name, mark, value) => context.isOfValue?.(name, mark, value),
        });
    }
    async list() {
        return this.#entry.list();
    }
    async get(names) {
        const values = await this.#entry.values();
        return new Map(names.map((name) => [name, values.has(name) ? textOf(values.get(name)) : null]));
    }
    async change(changes) {
        return (0,in_turn/* inTurn */.l)(this.#turn, (isFirst) => {
            if (!isFirst)
                this.#entry.lookAgain();
            return this.#entry.change(changes);
        });
    }
}
class EntryPerKey {
    #engine;
    #path;
    #context;
    #entries = new Map();
    /** Of the folder, as far as it was listed. */
    #names;
    constructor({ engine, path, context }) {
        this.#engine = engine;
        this.#path = path;
        this.#context = context;
    }
    async list() {
        const names = await this.#engine.list(this.#path);
        this.#names = new Set(names);
        // What has another form of name is nobody's that we could want to write.
        const ours = names.filter((name) => NAME.test(name) && isSafeSegment(name));
        const found = await (0,bounded_work/* eachBounded */.V)(ours, CONCURRENCY, async (name) => {
            const items = await this.#entry(name).list();
            // An entry with other keys alone is there all the same, and not ours.
            const item = items.find((each) => each.name === VALUE_KEY) ?? items[0];
            if (item === undefined)
                return [];
            return [{ ...item, name, mark: item.name === VALUE_KEY ? item.mark : undefined }];
        });
        return found.flat();
    }
    async get(names) {
        const found = await (0,bounded_work/* eachBounded */.V)(names, CONCURRENCY, async (name) => {
            const values = await this.#entry(name).values();
            if (values.size === 0)
                return [name, null];
            if (values.has(VALUE_KEY))
                return [name, textOf(values.get(VALUE_KEY))];
            throw new contract/* DestinationError */.l('rejected', {
                what: `the entry ${name} has no key \`${VALUE_KEY}\``,
                fix: 'It is not of `layout: entry-per-key`: leave it out by `select`, or read it with a `path` of its own.',
            });
        });
        return new Map(found);
    }
    async change(changes) {
        const found = await (0,bounded_work/* eachBounded */.V)([...changes], CONCURRENCY, async ([name, change]) => {
            const outcomes = await this.#entry(name).change(new Map([[VALUE_KEY, change]]));
            return outcomes.map((outcome) => ({ ...outcome, name }));
        });
        return found.flat();
    }
    #entry(name) {
        const known = this.#entries.get(name);
        if (known)
            return known;
        const isAbsent = this.#names !== undefined && !this.#names.has(name);
        const place = {
            engine: this.#engine,
            path: `${this.#path}/${name}`,
            signal: this.#context.signal,
            isOfValue: (_, mark, value) => this.#context.isOfValue?.(name, mark, value),
        };
        const entry = new VaultEntry(place, isAbsent);
        this.#entries.set(name, entry);
        return entry;
    }
}
function refusalOf({ name, value, mark }) {
    const { names } = vault.capabilities;
    if (!names.pattern.test(name) || name.length > names.maxLength) {
        return new contract/* DestinationError */.l('rejected', {
            what: `the name is not one that can be written: ${names.allows}, ${names.maxLength} characters at most`,
            fix: 'Rename it by `select` or `key-schema`.',
        });
    }
    if (!isMarkable(name, mark)) {
        return new contract/* DestinationError */.l('rejected', {
            what: `the mark of ${name} has not the form that could be read back`,
            fix: 'This is a bug in the action. Please report it.',
        });
    }
    const bytes = Buffer.byteLength(value.reveal());
    if (bytes <= vault_VALUE_BYTES_MAX)
        return undefined;
    return new contract/* DestinationError */.l('rejected', {
        what: `${name} has ${bytes} bytes; Vault takes ${vault_VALUE_BYTES_MAX}`,
        fix: 'Leave it out by `select`.',
    });
}
function inOrder(items, outcomes) {
    const byName = new Map(outcomes.map((each) => [each.name, each]));
    return items.flatMap(({ name }) => byName.get(name) ?? []);
}


/***/ }),

/***/ 4557:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ isUntrusted),
/* harmony export */   q: () => (/* binding */ noAnswer)
/* harmony export */ });
// What fetch's errors mean, in words of our own: theirs may quote what was sent. Sends nothing.
const UNKNOWN_AUTHORITY = 'its certificate is of an authority that this machine does not know';
const CERTIFICATES = new Map([
    ['CERT_HAS_EXPIRED', 'its certificate has expired'],
    ['CERT_NOT_YET_VALID', 'its certificate is not valid yet'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', UNKNOWN_AUTHORITY],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another name'],
    ['SELF_SIGNED_CERT_IN_CHAIN', UNKNOWN_AUTHORITY],
    ['UNABLE_TO_GET_ISSUER_CERT', UNKNOWN_AUTHORITY],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', UNKNOWN_AUTHORITY],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', UNKNOWN_AUTHORITY],
]);
const CONNECTIONS = new Map([
    ['ECONNREFUSED', 'it refused the connection'],
    ['ECONNRESET', 'the connection was lost'],
    ['EAI_AGAIN', 'its name could not be looked up'],
    ['ENOTFOUND', 'there is no such name'],
]);
/** `did not answer`, and why where what was thrown tells. */
function noAnswer(error) {
    const why = whyNoAnswer(error);
    return why === undefined ? 'did not answer' : `did not answer: ${why}`;
}
function whyNoAnswer(error) {
    for (const { name, message, code } of chainOf(error)) {
        if (name === 'TimeoutError')
            return 'it took too long';
        const [, refusal] = /^Proxy response \((\d{3})\)/.exec(message) ?? [];
        if (refusal !== undefined)
            return `the proxy answered ${refusal}`;
        const why = CERTIFICATES.get(code) ?? CONNECTIONS.get(code);
        if (why !== undefined)
            return why;
    }
    return undefined;
}
/** The server showed a certificate that is not trusted; it will show the same again. */
function isUntrusted(error) {
    return chainOf(error).some(({ code }) => CERTIFICATES.has(code));
}
const MOST_CAUSES = 4;
/** What was thrown, and what caused it: fetch's own error says nothing. */
function chainOf(error) {
    const chain = [];
    let at = error;
    while (at instanceof Error && chain.length < MOST_CAUSES) {
        const { name, message, cause } = at;
        const { code } = at;
        chain.push({ name, message, code: typeof code === 'string' ? code : '' });
        at = cause;
    }
    return chain;
}


/***/ })

};
