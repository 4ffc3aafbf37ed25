export const id = 151;
export const ids = [151];
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

/***/ 1807:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  t: () => (/* binding */ aws_client_AwsClient),
  L: () => (/* binding */ everyPage)
});

;// CONCATENATED MODULE: ../node_modules/aws4fetch/dist/aws4fetch.esm.mjs
/**
 * @license MIT <https://opensource.org/licenses/MIT>
 * @copyright Michael Hart 2024
 */
const encoder = new TextEncoder();
const HOST_SERVICES = {
  appstream2: 'appstream',
  cloudhsmv2: 'cloudhsm',
  email: 'ses',
  marketplace: 'aws-marketplace',
  mobile: 'AWSMobileHubService',
  pinpoint: 'mobiletargeting',
  queue: 'sqs',
  'git-codecommit': 'codecommit',
  'mturk-requester-sandbox': 'mturk-requester',
  'personalize-runtime': 'personalize',
};
const UNSIGNABLE_HEADERS = new Set([
  'authorization',
  'content-type',
  'content-length',
  'user-agent',
  'presigned-expires',
  'expect',
  'x-amzn-trace-id',
  'range',
  'connection',
]);
class AwsClient {
  constructor({ accessKeyId, secretAccessKey, sessionToken, service, region, cache, retries, initRetryMs }) {
    if (accessKeyId == null) throw new TypeError('accessKeyId is a required option')
    if (secretAccessKey == null) throw new TypeError('secretAccessKey is a required option')
    this.accessKeyId = accessKeyId;
    this.secretAccessKey = secretAccessKey;
    this.sessionToken = sessionToken;
    this.service = service;
    this.region = region;
    this.cache = cache || new Map();
    this.retries = retries != null ? retries : 10;
    this.initRetryMs = initRetryMs || 50;
  }
  async sign(input, init) {
    if (input instanceof Request) {
      const { method, url, headers, body } = input;
      init = Object.assign({ method, url, headers }, init);
      if (init.body == null && headers.has('Content-Type')) {
        init.body = body != null && headers.has('X-Amz-Content-Sha256') ? body : await input.clone().arrayBuffer();
      }
      input = url;
    }
    const signer = new AwsV4Signer(Object.assign({ url: input.toString() }, init, this, init && init.aws));
    const signed = Object.assign({}, init, await signer.sign());
    delete signed.aws;
    try {
      return new Request(signed.url.toString(), signed)
    } catch (e) {
      if (e instanceof TypeError) {
        return new Request(signed.url.toString(), Object.assign({ duplex: 'half' }, signed))
      }
      throw e
    }
  }
  async fetch(input, init) {
    for (let i = 0; i <= this.retries; i++) {
      const fetched = fetch(await this.sign(input, init));
      if (i === this.retries) {
        return fetched
      }
      const res = await fetched;
      if (res.status < 500 && res.status !== 429) {
        return res
      }
      await new Promise(resolve => setTimeout(resolve, Math.random() * this.initRetryMs * Math.pow(2, i)));
    }
    throw new Error('An unknown error occurred, ensure retries is not negative')
  }
}
class AwsV4Signer {
  constructor({ method, url, headers, body, accessKeyId, secretAccessKey, sessionToken, service, region, cache, datetime, signQuery, appendSessionToken, allHeaders, singleEncode }) {
    if (url == null) throw new TypeError('url is a required option')
    if (accessKeyId == null) throw new TypeError('accessKeyId is a required option')
    if (secretAccessKey == null) throw new TypeError('secretAccessKey is a required option')
    this.method = method || (body ? 'POST' : 'GET');
    this.url = new URL(url);
    this.headers = new Headers(headers || {});
    this.body = body;
    this.accessKeyId = accessKeyId;
    this.secretAccessKey = secretAccessKey;
    this.sessionToken = sessionToken;
    let guessedService, guessedRegion;
    if (!service || !region) {
[guessedService, guessedRegion] = guessServiceRegion(this.url, this.headers);
    }
    this.service = service || guessedService || '';
    this.region = region || guessedRegion || 'us-east-1';
    this.cache = cache || new Map();
    this.datetime = datetime || new Date().toISOString().replace(/[:-]|\.\d{3}/g, '');
    this.signQuery = signQuery;
    this.appendSessionToken = appendSessionToken || this.service === 'iotdevicegateway';
    this.headers.delete('Host');
    if (this.service === 's3' && !this.signQuery && !this.headers.has('X-Amz-Content-Sha256')) {
      this.headers.set('X-Amz-Content-Sha256', 'UNSIGNED-PAYLOAD');
    }
    const params = this.signQuery ? this.url.searchParams : this.headers;
    params.set('X-Amz-Date', this.datetime);
    if (this.sessionToken && !this.appendSessionToken) {
      params.set('X-Amz-Security-Token', this.sessionToken);
    }
    this.signableHeaders = ['host', ...this.headers.keys()]
      .filter(header => allHeaders || !UNSIGNABLE_HEADERS.has(header))
      .sort();
    this.signedHeaders = this.signableHeaders.join(';');
    this.canonicalHeaders = this.signableHeaders
      .map(header => header + ':' + (header === 'host' ? this.url.host : (this.headers.get(header) || '').replace(/\s+/g, ' ')))
      .join('\n');
    this.credentialString = [this.datetime.slice(0, 8), this.region, this.service, 'aws4_request'].join('/');
    if (this.signQuery) {
      if (this.service === 's3' && !params.has('X-Amz-Expires')) {
        params.set('X-Amz-Expires', '86400');
      }
      params.set('X-Amz-Algorithm', 'AWS4-HMAC-SHA256');
      params.set('X-Amz-Credential', this.accessKeyId + '/' + this.credentialString);
      params.set('X-Amz-SignedHeaders', this.signedHeaders);
    }
    if (this.service === 's3') {
      try {
        this.encodedPath = decodeURIComponent(this.url.pathname.replace(/\+/g, ' '));
      } catch (e) {
        this.encodedPath = this.url.pathname;
      }
    } else {
      this.encodedPath = this.url.pathname.replace(/\/+/g, '/');
    }
    if (!singleEncode) {
      this.encodedPath = encodeURIComponent(this.encodedPath).replace(/%2F/g, '/');
    }
    this.encodedPath = encodeRfc3986(this.encodedPath);
    const seenKeys = new Set();
    this.encodedSearch = [...this.url.searchParams]
      .filter(([k]) => {
        if (!k) return false
        if (this.service === 's3') {
          if (seenKeys.has(k)) return false
          seenKeys.add(k);
        }
        return true
      })
      .map(pair => pair.map(p => encodeRfc3986(encodeURIComponent(p))))
      .sort(([k1, v1], [k2, v2]) => k1 < k2 ? -1 : k1 > k2 ? 1 : v1 < v2 ? -1 : v1 > v2 ? 1 : 0)
      .map(pair => pair.join('='))
      .join('&');
  }
  async sign() {
    if (this.signQuery) {
      this.url.searchParams.set('X-Amz-Signature', await this.signature());
      if (this.sessionToken && this.appendSessionToken) {
        this.url.searchParams.set('X-Amz-Security-Token', this.sessionToken);
      }
    } else {
      this.headers.set('Authorization', await this.authHeader());
    }
    return {
      method: this.method,
      url: this.url,
      headers: this.headers,
      body: this.body,
    }
  }
  async authHeader() {
    return [
      'AWS4-HMAC-SHA256 Credential=' + this.accessKeyId + '/' + this.credentialString,
      'SignedHeaders=' + this.signedHeaders,
      'Signature=' + (await this.signature()),
    ].join(', ')
  }
  async signature() {
    const date = this.datetime.slice(0, 8);
    const cacheKey = [this.secretAccessKey, date, this.region, this.service].join();
    let kCredentials = this.cache.get(cacheKey);
    if (!kCredentials) {
      const kDate = await hmac('AWS4' + this.secretAccessKey, date);
      const kRegion = await hmac(kDate, this.region);
      const kService = await hmac(kRegion, this.service);
      kCredentials = await hmac(kService, 'aws4_request');
      this.cache.set(cacheKey, kCredentials);
    }
    return buf2hex(await hmac(kCredentials, await this.stringToSign()))
  }
  async stringToSign() {
    return [
      'AWS4-HMAC-SHA256',
      this.datetime,
      this.credentialString,
      buf2hex(await hash(await this.canonicalString())),
    ].join('\n')
  }
  async canonicalString() {
    return [
      this.method.toUpperCase(),
      this.encodedPath,
      this.encodedSearch,
      this.canonicalHeaders + '\n',
      this.signedHeaders,
      await this.hexBodyHash(),
    ].join('\n')
  }
  async hexBodyHash() {
    let hashHeader = this.headers.get('X-Amz-Content-Sha256') || (this.service === 's3' && this.signQuery ? 'UNSIGNED-PAYLOAD' : null);
    if (hashHeader == null) {
      if (this.body && typeof this.body !== 'string' && !('byteLength' in this.body)) {
        throw new Error('body must be a string, ArrayBuffer or ArrayBufferView, unless you include the X-Amz-Content-Sha256 header')
      }
      hashHeader = buf2hex(await hash(this.body || ''));
    }
    return hashHeader
  }
}
async function hmac(key, string) {
  const cryptoKey = await crypto.subtle.importKey(
    'raw',
    typeof key === 'string' ? encoder.encode(key) : key,
    { name: 'HMAC', hash: { name: 'SHA-256' } },
    false,
    ['sign'],
  );
  return crypto.subtle.sign('HMAC', cryptoKey, encoder.encode(string))
}
async function hash(content) {
  return crypto.subtle.digest('SHA-256', typeof content === 'string' ? encoder.encode(content) : content)
}
const HEX_CHARS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
function buf2hex(arrayBuffer) {
  const buffer = new Uint8Array(arrayBuffer);
  let out = '';
  for (let idx = 0; idx < buffer.length; idx++) {
    const n = buffer[idx];
    out += HEX_CHARS[(n >>> 4) & 0xF];
    out += HEX_CHARS[n & 0xF];
  }
  return out
}
function encodeRfc3986(urlEncodedStr) {
  return urlEncodedStr.replace(/[!'()*]/g, c => '%' + c.charCodeAt(0).toString(16).toUpperCase())
}
function guessServiceRegion(url, headers) {
  const { hostname, pathname } = url;
  if (hostname.endsWith('.on.aws')) {
    const match = hostname.match(/^[^.]{1,63}\.lambda-url\.([^.]{1,63})\.on\.aws$/);
    return match != null ? ['lambda', match[1] || ''] : ['', '']
  }
  if (hostname.endsWith('.r2.cloudflarestorage.com')) {
    return ['s3', 'auto']
  }
  if (hostname.endsWith('.backblazeb2.com')) {
    const match = hostname.match(/^(?:[^.]{1,63}\.)?s3\.([^.]{1,63})\.backblazeb2\.com$/);
    return match != null ? ['s3', match[1] || ''] : ['', '']
  }
  const match = hostname.replace('dualstack.', '').match(/([^.]{1,63})\.(?:([^.]{0,63})\.)?amazonaws\.com(?:\.cn)?$/);
  let service = (match && match[1]) || '';
  let region = match && match[2];
  if (region === 'us-gov') {
    region = 'us-gov-west-1';
  } else if (region === 's3' || region === 's3-accelerate') {
    region = 'us-east-1';
    service = 's3';
  } else if (service === 'iot') {
    if (hostname.startsWith('iot.')) {
      service = 'execute-api';
    } else if (hostname.startsWith('data.jobs.iot.')) {
      service = 'iot-jobs-data';
    } else {
      service = pathname === '/mqtt' ? 'iotdevicegateway' : 'iotdata';
    }
  } else if (service === 'autoscaling') {
    const targetPrefix = (headers.get('X-Amz-Target') || '').split('.')[0];
    if (targetPrefix === 'AnyScaleFrontendService') {
      service = 'application-autoscaling';
    } else if (targetPrefix === 'AnyScaleScalingPlannerFrontendService') {
      service = 'autoscaling-plans';
    }
  } else if (region == null && service.startsWith('s3-')) {
    region = service.slice(3).replace(/^fips-|^external-1/, '');
    service = 's3';
  } else if (service.endsWith('-fips')) {
    service = service.slice(0, -5);
  } else if (region && /-\d$/.test(service) && !/-\d$/.test(region)) {
[service, region] = [region, service];
  }
  return [HOST_SERVICES[service] || service, region || '']
}



// EXTERNAL MODULE: ../node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7728);
// EXTERNAL MODULE: ./destinations/shared/aws-errors.js
var aws_errors = __webpack_require__(7374);
;// CONCATENATED MODULE: ./destinations/shared/aws-client.js
// One signed call of AWS's JSON protocol, and every page of a list. Knows no service. Throttling is
// HTTP 400 there, which the fetch below does not try again, so it is done here.



const THROTTLED_TRIES = 8;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 20_000;
const MAX_PAGES = 10_000;
/** In a row, without an item that is new. */
const MAX_EMPTY_PAGES = 100;
class aws_client_AwsClient {
    #api;
    #signingKeys = new Map();
    constructor(api) {
        this.#api = api;
    }
    get title() {
        return this.#api.title;
    }
    /**
     * @throws AwsRefusal when AWS says no, DestinationError when it says nothing sensible, and the
     * signal's reason when the run was stopped
     */
    async ask(action, input, schema) {
        const { title, context } = this.#api;
        context.signal.throwIfAborted();
        try {
            const answer = await this.#persistently(action, input);
            const parsed = dist/* safeParse */.xLC(schema, answer.body);
            if (!parsed.success)
                throw (0,aws_errors/* senseless */.cB)(title, action);
            return { body: parsed.output, at: answer.at };
        }
        catch (error) {
            throw (0,aws_errors/* unreachable */.HB)(title, error, context.signal);
        }
    }
    async #persistently(action, input) {
        const { default: pRetry } = await __webpack_require__.e(/* import() */ 989).then(__webpack_require__.bind(__webpack_require__, 6989));
        let answer;
        const send = async () => {
            answer = await this.#renewing(action, JSON.stringify(input));
        };
        const tries = pRetry(send, {
            retries: THROTTLED_TRIES - 1,
            minTimeout: FIRST_WAIT_MS,
            maxTimeout: LONGEST_WAIT_MS,
            randomize: true,
            signal: this.#api.context.signal,
            shouldRetry: ({ error }) => error instanceof aws_errors/* AwsRefusal */.iT && error.kind === 'limited' && error.status === 400,
        });
        // An answer that came all the same after the run was stopped: what was asked for is done.
        await tries.catch((error) => {
            if (answer === undefined)
                throw error;
        });
        if (answer === undefined)
            throw new TypeError('neither an answer nor an error');
        return answer;
    }
    async #renewing(action, body) {
        const { credentials } = this.#api;
        const used = await credentials.current();
        try {
            return await this.#send(action, body, used);
        }
        catch (error) {
            const isExpired = (0,aws_errors/* isRefusal */.vu)(error, 'ExpiredToken', 'ExpiredTokenException');
            if (!isExpired || !credentials.forget(used))
                throw error;
            return this.#send(action, body, await credentials.current());
        }
    }
    async #send(action, body, by) {
        const { title, target, place, context } = this.#api;
        const { url, headers } = await new AwsV4Signer({
            method: 'POST',
            url: place.url,
            headers: {
                'content-type': 'application/x-amz-json-1.1',
                'x-amz-target': `${target}.${action}`,
            },
            body,
            service: place.service,
            region: place.region,
            accessKeyId: by.accessKeyId,
            secretAccessKey: by.secretAccessKey.reveal(),
            ...(by.sessionToken && { sessionToken: by.sessionToken.reveal() }),
            cache: this.#signingKeys,
        }).sign();
        const response = await context.fetch(url, {
            method: 'POST',
            headers,
            body,
            redirect: 'manual',
            signal: context.signal,
        });
        const text = await response.text();
        if (response.status !== 200) {
            const code = codeOf(response.headers, text);
            throw new aws_errors/* AwsRefusal */.iT({ title, action, status: response.status, code });
        }
        const at = Date.parse(response.headers.get('date') ?? '');
        // An action without output answers with no body at all.
        const answer = text === '' ? {} : jsonOf(text);
        return { body: answer, at: Number.isNaN(at) ? undefined : at };
    }
}
const errorSchema = dist/* looseObject */._H3({
    __type: dist/* optional */.lqM(dist/* string */.YjP()),
    code: dist/* optional */.lqM(dist/* string */.YjP()),
});
function codeOf(headers, text) {
    const body = dist/* safeParse */.xLC(errorSchema, jsonOf(text));
    const { __type, code } = body.success ? body.output : {};
    return (0,aws_errors/* bareCode */._)(__type ?? code ?? headers.get('x-amzn-errortype') ?? '');
}
/** undefined, which no schema takes, for what is no JSON: its error would quote the text. */
function jsonOf(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/**
 * Every item of every page. A server that goes in circles, or on for ever, is not followed.
 * @param first a page that is there already
 * @throws DestinationError down
 */
async function everyPage(title, ask, first) {
    const items = [];
    const seen = new Set();
    const names = new Set();
    let page = first ?? (await ask(undefined));
    let emptyPages = 0;
    for (;;) {
        const known = names.size;
        for (const item of page.items) {
            items.push(item);
            names.add(item.name);
        }
        if (page.next === undefined || page.next === '')
            return items;
        emptyPages = names.size === known ? emptyPages + 1 : 0;
        const isEndless = seen.has(page.next) || seen.size >= MAX_PAGES || emptyPages > MAX_EMPTY_PAGES;
        if (isEndless)
            throw (0,aws_errors/* senseless */.cB)(title, 'a list, whose pages never end,');
        seen.add(page.next);
        page = await ask(page.next);
    }
}


/***/ }),

/***/ 9448:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ credentialSource)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./platform/files.js
var files = __webpack_require__(1250);
// EXTERNAL MODULE: ./secret-value.js
var secret_value = __webpack_require__(2577);
// EXTERNAL MODULE: ./destinations/contract.js
var contract = __webpack_require__(3569);
// EXTERNAL MODULE: ./destinations/shared/aws-place.js
var aws_place = __webpack_require__(5441);
// EXTERNAL MODULE: ./destinations/shared/aws-errors.js
var aws_errors = __webpack_require__(7374);
;// CONCATENATED MODULE: ./destinations/shared/aws-sts.js
// A role's credentials for a token of an identity provider: STS AssumeRoleWithWebIdentity, which is not
// signed. Reads the few fields of its XML that are documented, and nothing else of it.



const TITLE = 'AWS STS';
const ACTION = 'AssumeRoleWithWebIdentity';
const MAX_ANSWER_CHARACTERS = 64 * 1024;
/** @throws DestinationError */
async function assumeRole(place, identity, context) {
    const body = new URLSearchParams({
        Action: ACTION,
        Version: '2011-06-15',
        RoleArn: identity.role,
        RoleSessionName: identity.sessionName,
        WebIdentityToken: identity.token.reveal(),
    }).toString();
    const { status, text } = await post(place, body, context);
    if (status !== 200) {
        throw new aws_errors/* AwsRefusal */.iT({ title: TITLE, action: ACTION, status, code: field(text, 'Code') ?? '' });
    }
    return credentialsOf(text, context);
}
async function post(place, body, context) {
    try {
        const response = await context.fetch(place.url, {
            method: 'POST',
            headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
            body,
            redirect: 'manual',
            signal: context.signal,
        });
        return { status: response.status, text: await response.text() };
    }
    catch (error) {
        throw (0,aws_errors/* unreachable */.HB)(TITLE, error, context.signal);
    }
}
function credentialsOf(text, context) {
    const accessKeyId = field(text, 'AccessKeyId') ?? '';
    const secretAccessKey = field(text, 'SecretAccessKey') ?? '';
    const sessionToken = field(text, 'SessionToken') ?? '';
    context.mask([secretAccessKey, sessionToken].filter((secret) => secret !== ''));
    const expiresAt = Date.parse(field(text, 'Expiration') ?? '');
    const isWhole = /^\w{16,128}$/.test(accessKeyId) && secretAccessKey !== '' && sessionToken !== '';
    if (!isWhole || Number.isNaN(expiresAt))
        throw (0,aws_errors/* senseless */.cB)(TITLE, ACTION);
    if (expiresAt <= Date.now()) {
        throw new contract/* DestinationError */.l('auth', {
            what: `${TITLE} gave credentials that have expired already`,
            fix: 'Look at the clock of the runner.',
        });
    }
    return {
        accessKeyId,
        secretAccessKey: new secret_value/* SecretValue */.i(secretAccessKey),
        sessionToken: new secret_value/* SecretValue */.i(sessionToken),
        expiresAt,
    };
}
// Base64, identifiers and dates: none of them has a character that XML would escape.
function field(text, name) {
    if (text.length > MAX_ANSWER_CHARACTERS)
        return undefined;
    const found = new RegExp(`<${name}>\\s*([\\w+/=.:-]{1,16384})\\s*</${name}>`).exec(text);
    return found?.[1];
}

// EXTERNAL MODULE: ./destinations/shared/secret-option.js
var secret_option = __webpack_require__(4243);
;// CONCATENATED MODULE: ./destinations/shared/aws-credentials.js
// Who we are to AWS: keys of the configuration, a role by the job's OIDC token, or what the job has
// (keys, or a role with a token in a file). Renews what expires. Credentials of containers and machines
// are not asked for: they come from link-local addresses, to which this action never talks.








const RENEW_BEFORE_MS = 5 * 60_000;
const MAX_TOKEN_BYTES = 64 * 1024;
function credentialSource(options, context) {
    let pending;
    let known;
    const obtain = async () => {
        try {
            known = await aws_credentials_credentialsOf(options, context);
            return known;
        }
        finally {
            pending = undefined;
        }
    };
    return {
        current: async () => {
            if (known !== undefined && !isExpiring(known))
                return known;
            // Many requests begin at once; they share one sign-in.
            pending ??= obtain();
            return pending;
        },
        forget: (credentials) => {
            if (credentials.expiresAt === undefined)
                return false;
            if (known === credentials)
                known = undefined;
            return true;
        },
    };
}
function isExpiring({ expiresAt }) {
    return expiresAt !== undefined && expiresAt - Date.now() < RENEW_BEFORE_MS;
}
async function aws_credentials_credentialsOf(options, context) {
    const { auth } = options;
    if (auth === undefined)
        return ambient(options, context);
    if ('role' in auth)
        return byJobToken(auth.role, options, context);
    const session = auth['session-token'];
    const id = (0,secret_option/* readSecret */.n5)(auth['access-key-id'], context).reveal();
    const secret = (0,secret_option/* readSecret */.n5)(auth['secret-access-key'], context).reveal();
    return keys({ id, secret, session: session && (0,secret_option/* readSecret */.n5)(session, context).reveal() }, context);
}
function keys({ id, secret, session }, context) {
    context.mask(session === undefined ? [secret] : [secret, session]);
    // They go into a header, where a line break would be a fault that quotes them.
    if (!/^\w{16,128}$/.test(id) || [secret, session ?? ''].some((text) => !/^[!-~]*$/.test(text))) {
        throw new contract/* DestinationError */.l('auth', {
            what: `the AWS access key of ${context.name} has a form that no access key has`,
            fix: 'Copy it again, without blanks or line breaks.',
        });
    }
    return {
        accessKeyId: id,
        secretAccessKey: new secret_value/* SecretValue */.i(secret),
        sessionToken: session === undefined ? undefined : new secret_value/* SecretValue */.i(session),
        expiresAt: undefined,
    };
}
async function ambient(options, context) {
    const id = context.variable('AWS_ACCESS_KEY_ID');
    const secret = context.variable('AWS_SECRET_ACCESS_KEY');
    if (id && secret) {
        return keys({ id, secret, session: context.variable('AWS_SESSION_TOKEN') || undefined }, context);
    }
    const role = context.variable('AWS_ROLE_ARN');
    const file = context.variable('AWS_WEB_IDENTITY_TOKEN_FILE');
    if (role && file)
        return byTokenFile({ role, file }, options, context);
    throw new contract/* DestinationError */.l('auth', {
        what: `there are no AWS credentials for ${context.name}`,
        fix: 'Give `auth: { role: arn:aws:iam::…:role/… }` with `permissions: id-token: write`, or run ' +
            'aws-actions/configure-aws-credentials before. Credentials of containers and machines are not used.',
    });
}
async function byJobToken(role, options, context) {
    const place = stsPlace(role, options, context);
    // Fixed by partition, never by configuration: a token for anybody else is not given out here.
    const audience = place.partition === 'aws-cn' ? 'sts.amazonaws.com.cn' : 'sts.amazonaws.com';
    const token = await context.oidcToken(audience);
    return assumeRole(place, { role, token, sessionName: sessionName(context.name) }, context);
}
async function byTokenFile({ role, file }, options, context) {
    const token = (0,external_node_path_.isAbsolute)(file) && (0,aws_place/* isRole */.tm)(role) ? readToken(file) : undefined;
    if (token === undefined) {
        throw new contract/* DestinationError */.l('auth', {
            what: 'AWS_ROLE_ARN is no role, or the file of AWS_WEB_IDENTITY_TOKEN_FILE holds no token',
            fix: 'Give `auth: { role: … }`, or see to it that the runner mounts the token.',
        });
    }
    context.mask([token]);
    const named = context.variable('AWS_ROLE_SESSION_NAME') || context.name;
    const identity = { role, token: new secret_value/* SecretValue */.i(token), sessionName: sessionName(named) };
    return assumeRole(stsPlace(role, options, context), identity, context);
}
function readToken(file) {
    try {
        // Kubernetes mounts it as a link; the workflow's environment names it, not the checkout.
        const read = (0,files/* readRegularFile */.XF)((0,external_node_fs_.realpathSync)(file), MAX_TOKEN_BYTES);
        const text = 'bytes' in read ? read.bytes.toString('utf8').trim() : '';
        return /^[!-~]+$/.test(text) ? text : undefined;
    }
    catch {
        return undefined;
    }
}
function stsPlace(role, { region }, context) {
    const place = (0,aws_place/* awsPlace */.Ng)('sts', region === undefined ? {} : { region }, context);
    (0,aws_place/* requireSamePartition */.A5)(role, place);
    return place;
}
function sessionName(name) {
    return `kanuka-${name.replace(/[^\w+=,.@-]+/g, '-')}`.slice(0, 64);
}


/***/ }),

/***/ 7374:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HB: () => (/* binding */ unreachable),
/* harmony export */   _: () => (/* binding */ bareCode),
/* harmony export */   cB: () => (/* binding */ senseless),
/* harmony export */   iT: () => (/* binding */ AwsRefusal),
/* harmony export */   v5: () => (/* binding */ conflicting),
/* harmony export */   vu: () => (/* binding */ isRefusal)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
/* harmony import */ var _platform_no_answer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4557);
/* harmony import */ var _contract_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3569);
/* harmony import */ var _http_json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6512);
// What AWS's refusals mean. Owns the list of codes that are told to users; anything else that a server
// says is never repeated, because it may quote what was sent.




const CODES = {
    auth: [
        'AccessDenied',
        'AccessDeniedException',
        'DecryptionFailure',
        'ExpiredToken',
        'ExpiredTokenException',
        'IDPRejectedClaim',
        'IncompleteSignature',
        'IncompleteSignatureException',
        'InvalidAccessKeyId',
        'InvalidClientTokenId',
        'InvalidIdentityToken',
        'InvalidSignatureException',
        'MissingAuthenticationToken',
        'MissingAuthenticationTokenException',
        'NotAuthorized',
        'OptInRequired',
        'RequestExpired',
        'RequestTimeTooSkewed',
        'SignatureDoesNotMatch',
        'UnrecognizedClientException',
    ],
    absent: ['ParameterNotFound', 'ResourceNotFoundException'],
    limited: [
        'BandwidthLimitExceeded',
        'PriorRequestNotComplete',
        'RequestLimitExceeded',
        'RequestThrottled',
        'RequestThrottledException',
        'SlowDown',
        'Throttling',
        'ThrottlingException',
        'TooManyRequestsException',
        'TooManyUpdates',
    ],
    rejected: [
        'EncryptionFailure',
        'HierarchyLevelLimitExceededException',
        'HierarchyTypeMismatchException',
        'InvalidKeyId',
        'InvalidParameterException',
        'InvalidRequestException',
        'LimitExceededException',
        'MalformedPolicyDocumentException',
        'ParameterLimitExceeded',
        'ParameterMaxVersionLimitExceeded',
        'ParameterPatternMismatchException',
        'PoliciesLimitExceededException',
        'PreconditionNotMetException',
        'RegionDisabledException',
        'UnsupportedParameterType',
        'ValidationError',
        'ValidationException',
    ],
    conflict: ['ParameterAlreadyExists', 'ResourceExistsException'],
    down: [
        'IDPCommunicationError',
        'InternalFailure',
        'InternalServerError',
        'InternalServiceError',
        'InvalidNextToken',
        'InvalidNextTokenException',
        'ServiceUnavailable',
        'ServiceUnavailableException',
    ],
};
const KINDS = new Map(Object.entries(CODES).flatMap(([kind, codes]) => codes.map((code) => [code, kind])));
const FIXES = {
    auth: 'Look at the role or key: is it right, not expired, and allowed to do this (also by the KMS key)?',
    absent: 'Look at the region and the name: nothing is there.',
    limited: 'AWS asks for fewer requests. Run it again later, or ask AWS for a higher quota.',
    rejected: 'AWS does not take this item or option. Look at its name, size, KMS key and the quotas.',
    conflict: 'Somebody else has written it. Run again; take it over with `adopt: true` if it is yours.',
    down: 'Run it again later; look at the region and the endpoint.',
};
/** AWS answered, and the answer is no. */
class AwsRefusal extends _contract_js__WEBPACK_IMPORTED_MODULE_2__/* .DestinationError */ .l {
    /** A code that AWS documents, or `''`. */
    code;
    status;
    constructor({ title, action, status, code }) {
        const known = KINDS.get(code);
        const kind = known ?? kindOfStatus(status);
        const said = known === undefined ? `HTTP ${status}` : `${code}, HTTP ${status}`;
        super(kind, { what: `${title} refused ${action} (${said})`, fix: fixOf(kind, code) });
        this.code = known === undefined ? '' : code;
        this.status = status;
    }
}
function isRefusal(error, ...codes) {
    return error instanceof AwsRefusal && codes.includes(error.code);
}
function kindOfStatus(status) {
    if (status === 401 || status === 403)
        return 'auth';
    if (status === 404)
        return 'absent';
    if (status === 429)
        return 'limited';
    return status >= 400 && status < 500 ? 'rejected' : 'down';
}
function fixOf(kind, code) {
    if (code === 'InvalidIdentityToken' || code === 'IDPRejectedClaim') {
        return 'Add GitHub as an identity provider to the AWS account, with the audience that the action asks for.';
    }
    if (/TimeTooSkewed|RequestExpired|Signature/.test(code)) {
        return 'Look at the secret access key, and at the clock of the runner.';
    }
    return FIXES[kind];
}
/** `com.amazonaws.secretsmanager#ResourceExistsException:http://…` -> `ResourceExistsException` */
function bareCode(text) {
    return text.slice(0, 300).split(':')[0]?.split('#').at(-1) ?? '';
}
/**
 * What fetch threw. What is an error for people already, such as a token that GitHub does not give, stays.
 * @throws the signal's reason when the run was stopped
 */
function unreachable(title, error, signal) {
    if (error instanceof _contract_js__WEBPACK_IMPORTED_MODULE_2__/* .DestinationError */ .l)
        return error;
    signal.throwIfAborted();
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ)
        return error;
    if (error instanceof RangeError) {
        return new _contract_js__WEBPACK_IMPORTED_MODULE_2__/* .DestinationError */ .l('down', {
            what: `${title}: its answer is too large`,
            fix: FIXES.down,
        });
    }
    return new _contract_js__WEBPACK_IMPORTED_MODULE_2__/* .DestinationError */ .l('down', {
        what: `${title} ${(0,_platform_no_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .noAnswer */ .q)(error)}`,
        fix: `Look at the region. ${_http_json_js__WEBPACK_IMPORTED_MODULE_3__/* .REACH */ .op} Then run the job again.`,
    });
}
/** The answer is not what AWS documents. */
function senseless(title, action) {
    return new _contract_js__WEBPACK_IMPORTED_MODULE_2__/* .DestinationError */ .l('down', {
        what: `${title} answered ${action} with something that makes no sense`,
        fix: 'Look at the endpoint: is it AWS, or a proxy in between?',
    });
}
function conflicting(title, name) {
    return new _contract_js__WEBPACK_IMPORTED_MODULE_2__/* .DestinationError */ .l('conflict', {
        what: `${title}: ${name} was changed by somebody else since it was listed`,
        fix: FIXES.conflict,
    });
}


/***/ }),

/***/ 3377:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ requireSize),
/* harmony export */   m: () => (/* binding */ inChunks)
/* harmony export */ });
/* harmony import */ var _contract_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3569);
// What one call of AWS takes: so many items, so many bytes.

/** In pieces of what one call takes. */
function inChunks(items, size) {
    const chunks = [];
    for (let at = 0; at < items.length; at += size)
        chunks.push(items.slice(at, at + size));
    return chunks;
}
/** @throws DestinationError rejected, before anything is sent; names the item, never the value */
function requireSize({ name, value }, { title, maxBytes }) {
    const bytes = Buffer.byteLength(value);
    if (bytes > 0 && bytes <= maxBytes)
        return;
    const what = bytes === 0 ? 'is empty' : `has ${bytes} bytes`;
    throw new _contract_js__WEBPACK_IMPORTED_MODULE_0__/* .DestinationError */ .l('rejected', {
        what: `${name} ${what}; ${title} takes 1 to ${maxBytes} bytes`,
        fix: bytes === 0
            ? 'Leave it out with `select` or `empty: skip`.'
            : 'Make it shorter, or split it.',
    });
}


/***/ }),

/***/ 5441:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $r: () => (/* binding */ awsOptionEntries),
/* harmony export */   A5: () => (/* binding */ requireSamePartition),
/* harmony export */   Ng: () => (/* binding */ awsPlace),
/* harmony export */   o0: () => (/* binding */ samePlace),
/* harmony export */   tm: () => (/* binding */ isRole)
/* harmony export */ });
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7728);
/* harmony import */ var _contract_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3569);
/* harmony import */ var _secret_option_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4243);
/* harmony import */ var _server_address_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1255);
// Where AWS is: regions, partitions, endpoints, and the options that all AWS destinations have.
// Must not sign in, and must send nothing.




// Becomes part of a host name, so nothing but this is let in.
const REGION = /^[a-z]{2,4}(?:-[a-z]{2,12}){1,2}-\d{1,2}$/;
const ROLE = /^arn:(aws[a-z-]{0,16}):iam::\d{12}:role\/[\w+=,.@/-]{1,577}$/;
const KMS_KEY = /^[\w:/-]{1,2048}$/;
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const OWN_TAG = /^kanuka-/i;
const AWS_OWN = /\.amazonaws\.(?:com|com\.cn|eu)$/;
/** AWS has 50; five are ours. */
const MAX_USER_TAGS = 45;
const authSchema = valibot__WEBPACK_IMPORTED_MODULE_3__/* .union */ .KCZ([
    valibot__WEBPACK_IMPORTED_MODULE_3__/* .strictObject */ .rej({
        role: valibot__WEBPACK_IMPORTED_MODULE_3__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_3__/* .regex */ .yGV(ROLE, 'the ARN of a role: arn:aws:iam::123456789012:role/…')),
    }),
    valibot__WEBPACK_IMPORTED_MODULE_3__/* .strictObject */ .rej({
        'access-key-id': _secret_option_js__WEBPACK_IMPORTED_MODULE_1__/* .secretOption */ .qG,
        'secret-access-key': _secret_option_js__WEBPACK_IMPORTED_MODULE_1__/* .secretOption */ .qG,
        'session-token': valibot__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(_secret_option_js__WEBPACK_IMPORTED_MODULE_1__/* .secretOption */ .qG),
    }),
], '{ role } or { access-key-id, secret-access-key }; without auth, the credentials of the job');
const tagsSchema = valibot__WEBPACK_IMPORTED_MODULE_3__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_3__/* .record */ .g1P(valibot__WEBPACK_IMPORTED_MODULE_3__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_3__/* .minLength */ .BpQ(1), valibot__WEBPACK_IMPORTED_MODULE_3__/* .maxLength */ .Ru6(128), valibot__WEBPACK_IMPORTED_MODULE_3__/* .regex */ .yGV(TAG_TEXT, 'letters, digits, spaces and _.:/=+-@'), valibot__WEBPACK_IMPORTED_MODULE_3__/* .check */ .z6Y((key) => !/^aws:/i.test(key), 'another key: AWS reserves those that begin with aws:'), valibot__WEBPACK_IMPORTED_MODULE_3__/* .check */ .z6Y((key) => !OWN_TAG.test(key), 'another key: those that begin with kanuka- mark what is ours')), valibot__WEBPACK_IMPORTED_MODULE_3__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_3__/* .maxLength */ .Ru6(256), valibot__WEBPACK_IMPORTED_MODULE_3__/* .regex */ .yGV(TAG_TEXT, 'letters, digits, spaces and _.:/=+-@'))), valibot__WEBPACK_IMPORTED_MODULE_3__/* .check */ .z6Y((tags) => Object.keys(tags).length <= MAX_USER_TAGS, `at most ${MAX_USER_TAGS} tags`));
/** The part of a schema that all AWS destinations share. */
const awsOptionEntries = {
    region: valibot__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_3__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_3__/* .regex */ .yGV(REGION, 'a region, such as eu-west-1'))),
    endpoint: valibot__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(_server_address_js__WEBPACK_IMPORTED_MODULE_2__/* .serverAddress */ .a),
    auth: valibot__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(authSchema),
    tags: valibot__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(tagsSchema),
    'kms-key-id': valibot__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_3__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_3__/* .regex */ .yGV(KMS_KEY, 'id, ARN or alias of a KMS key'))),
};
const awsOptions = valibot__WEBPACK_IMPORTED_MODULE_3__/* .strictObject */ .rej(awsOptionEntries);
// As AWS's own SDKs name them.
const ENDPOINT_VARIABLES = {
    secretsmanager: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
    ssm: 'AWS_ENDPOINT_URL_SSM',
    sts: 'AWS_ENDPOINT_URL_STS',
};
const PARTITIONS = [
    { name: 'aws-cn', regions: /^cn-/, suffix: 'amazonaws.com.cn' },
    { name: 'aws-us-gov', regions: /^us-gov-/, suffix: 'amazonaws.com' },
    { name: 'aws-eusc', regions: /^eusc-/, suffix: 'amazonaws.eu' },
    { name: 'aws-iso', regions: /^[a-z]{2}-iso[a-z]?-/, suffix: undefined },
    { name: 'aws', regions: /^/, suffix: 'amazonaws.com' },
];
/**
 * @param options.endpoint of this service; STS has only the variables and its public one
 * @throws DestinationError rejected
 */
function awsPlace(service, options, context) {
    const region = regionOf(options.region, context);
    const partition = PARTITIONS.find(({ regions }) => regions.test(region));
    const given = options.endpoint ?? endpointOfJob(service, context);
    if (given === undefined && partition?.suffix === undefined) {
        throw misconfigured(`no public endpoint is known for the region of ${context.name}`, {
            fix: 'Name one as `endpoint`.',
        });
    }
    const url = given ?? `https://${service}.${region}.${partition?.suffix}/`;
    return { service, region, partition: partition?.name ?? 'aws', url };
}
/**
 * The same text for the same region and account. An account is known by the role or the key that signs in:
 * two entries may write the same names in two accounts. The job's own is not known here, and counts as one.
 */
function samePlace(service, { region, endpoint, auth }, variable) {
    const account = auth === undefined ? '' : accountOf(auth, variable);
    const given = valibot__WEBPACK_IMPORTED_MODULE_3__/* .safeParse */ .xLC(_server_address_js__WEBPACK_IMPORTED_MODULE_2__/* .serverAddress */ .a, endpoint ?? givenByJob(service, variable)?.url);
    // AWS's own lead to one region, whatever they are called: FIPS, VPC.
    const isElsewhere = given.success && !AWS_OWN.test(new URL(given.output).hostname);
    const server = isElsewhere ? given.output : '';
    return JSON.stringify([service, regionIn(region, variable), server, account]);
}
function accountOf(auth, variable) {
    if ('role' in auth)
        return auth.role.split(':')[4] ?? '';
    const id = auth['access-key-id'];
    return id.from === 'workflow' ? id.value.reveal() : (variable(id.variable)?.trim() ?? '');
}
function regionIn(option, variable) {
    const ofJob = ['AWS_REGION', 'AWS_DEFAULT_REGION'].map((name) => variable(name)?.trim() ?? '');
    return option ?? ofJob.find((region) => region !== '') ?? '';
}
function regionOf(option, context) {
    const region = regionIn(option, (name) => context.variable(name));
    if (REGION.test(region))
        return region;
    const what = region === '' ? 'no AWS region is given' : 'the AWS region of the job is no region';
    throw misconfigured(`${what} for ${context.name}`, {
        fix: 'Name it as `region: eu-west-1`, or set AWS_REGION.',
    });
}
function endpointOfJob(service, context) {
    const given = givenByJob(service, (name) => context.variable(name));
    if (given === undefined)
        return undefined;
    const address = valibot__WEBPACK_IMPORTED_MODULE_3__/* .safeParse */ .xLC(_server_address_js__WEBPACK_IMPORTED_MODULE_2__/* .serverAddress */ .a, given.url);
    if (address.success)
        return address.output;
    throw misconfigured(`${given.name} cannot be used for ${context.name}`, {
        fix: 'It must be an https URL (http on this machine) without user, query or fragment.',
    });
}
function givenByJob(service, variable) {
    if (variable('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS')?.toLowerCase() === 'true')
        return undefined;
    return [ENDPOINT_VARIABLES[service], 'AWS_ENDPOINT_URL']
        .map((name) => ({ name, url: variable(name) ?? '' }))
        .find(({ url }) => url !== '');
}
/** @throws DestinationError rejected: a role of another partition cannot be assumed from here */
function requireSamePartition(role, place) {
    const partition = ROLE.exec(role)?.[1];
    if (partition === place.partition || place.partition === 'aws-iso')
        return;
    throw misconfigured(`the role and the region (${place.region}) are of different partitions`, {
        fix: `The role of a region there begins with arn:${place.partition}:iam::`,
    });
}
function isRole(text) {
    return ROLE.test(text);
}
function misconfigured(what, { fix }) {
    return new _contract_js__WEBPACK_IMPORTED_MODULE_0__/* .DestinationError */ .l('rejected', { what, fix });
}


/***/ }),

/***/ 8424:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fg: () => (/* binding */ markOf),
/* harmony export */   Ie: () => (/* binding */ isSameOwner),
/* harmony export */   Ik: () => (/* binding */ versionId),
/* harmony export */   YD: () => (/* binding */ tagsOf),
/* harmony export */   ax: () => (/* binding */ fingerprintOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
// The mark of ownership as AWS tags. The fingerprint is no tag: it is in the id of the version, so that
// value and fingerprint are one call.

// `managed-by` alone is a key that others use too.
const MANAGED_BY = { Key: 'kanuka-managed-by', Value: 'kanuka-secrets-action' };
const MARK_KEYS = { owner: 'kanuka-owner', kid: 'kanuka-kid', own: 'kanuka-own' };
const COMMIT_KEY = 'kanuka-commit';
const PART = /^[a-z0-9-]{1,256}$/;
const VERSION_ID = /^([0-9a-f]{32})[0-9a-f]{32}$/;
/** Of a value that somebody else has written: no fingerprint of ours is this. */
const NO_FINGERPRINT = '0'.repeat(32);
function tagsOf(mark, userTags = {}) {
    return [
        MANAGED_BY,
        { Key: MARK_KEYS.owner, Value: mark.owner },
        { Key: MARK_KEYS.kid, Value: mark.kid },
        { Key: MARK_KEYS.own, Value: mark.own },
        { Key: COMMIT_KEY, Value: mark.commit },
        ...Object.entries(userTags).map(([Key, Value]) => ({ Key, Value })),
    ];
}
/**
 * The fingerprint, and random digits: the same value may come back (A, B, A), and AWS ignores a token
 * that it has seen.
 */
function versionId(fp) {
    return fp + (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(16).toString('hex');
}
/** The fingerprint that a version of ours carries; undefined: somebody else has written it. */
function fingerprintOf(version) {
    return VERSION_ID.exec(version ?? '')?.[1];
}
/** undefined where a part is missing or is nothing that we write. */
function markOf(tags, version) {
    const values = new Map(tags.map(({ Key, Value }) => [Key, Value]));
    const part = (key) => {
        const value = values.get(key) ?? '';
        return PART.test(value) ? value : undefined;
    };
    const owner = part(MARK_KEYS.owner);
    const kid = part(MARK_KEYS.kid);
    const own = part(MARK_KEYS.own);
    const commit = part(COMMIT_KEY);
    if (owner === undefined || kid === undefined || own === undefined || commit === undefined)
        return;
    return { owner, kid, own, commit, fp: fingerprintOf(version) ?? NO_FINGERPRINT };
}
function isSameOwner(one, other) {
    return one?.owner === other?.owner && one?.own === other?.own && one?.kid === other?.kid;
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
