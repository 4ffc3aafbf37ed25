export const id = 198;
export const ids = [198,496];
export const modules = {

/***/ 9198:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  g: () => (/* binding */ MAX_FILE_BYTES),
  readConfigured: () => (/* binding */ readConfigured)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ../node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7728);
;// CONCATENATED MODULE: ./destinations/registry.js
// The last is the European Sovereign Cloud. With a name of a service before it: `*.s3.amazonaws.com` and
// the like are servers of anybody's.
const AWS_SUFFIXES = ['amazonaws.com', 'amazonaws.com.cn', 'amazonaws.eu'];
function awsHosts(service) {
    return [service, `${service}-fips`].flatMap((name) => AWS_SUFFIXES.map((suffix) => `${name}.*.${suffix}`));
}
const destinationTypes = {
    'aws-parameter-store': {
        publicHosts: awsHosts('ssm'),
        load: async () => any((await Promise.all(/* import() */[__webpack_require__.e(151), __webpack_require__.e(24)]).then(__webpack_require__.bind(__webpack_require__, 5024))).awsParameterStore),
    },
    'aws-secrets-manager': {
        publicHosts: awsHosts('secretsmanager'),
        load: async () => any((await Promise.all(/* import() */[__webpack_require__.e(151), __webpack_require__.e(711)]).then(__webpack_require__.bind(__webpack_require__, 9711))).awsSecretsManager),
    },
    file: { publicHosts: [], load: async () => any((await __webpack_require__.e(/* import() */ 253).then(__webpack_require__.bind(__webpack_require__, 6253))).file) },
    vault: { publicHosts: [], load: async () => any((await __webpack_require__.e(/* import() */ 701).then(__webpack_require__.bind(__webpack_require__, 5701))).vault) },
};
// What `connect` is given has been read by the adapter's own schema.
function any(destination) {
    return {
        ...destination,
        place: (options, variable) => destination.place(options, variable),
        connect: async (options, context) => destination.connect(options, context),
    };
}

// EXTERNAL MODULE: ./errors.js
var errors = __webpack_require__(5650);
// EXTERNAL MODULE: ./platform/files.js
var files = __webpack_require__(1250);
;// CONCATENATED MODULE: ./push/config-schema.js
// What every destination may say, whatever its type, and the forms of `auth`. Types only have their
// own options. Owns names, defaults and limits of the common keys; reads nothing.

const DEFAULT_MAX_DELETES = 5;
const MAX_TEMPLATE = 16_384;
const config_schema_text = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* nonEmpty */.hq(), dist/* maxLength */.Ru6(1024));
const line = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* nonEmpty */.hq(), dist/* maxLength */.Ru6(1024), dist/* check */.z6Y((given) => !/[\r\n\t]/.test(given), 'one line, without tabs'));
const oneOrMany = dist/* pipe */.FsL(dist/* union */.KCZ([line, dist/* pipe */.FsL(dist/* array */.YOg(line), dist/* minLength */.BpQ(1), dist/* maxLength */.Ru6(1000))]), dist/* transform */.pdi((given) => (typeof given === 'string' ? [given] : given)));
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const nameSchema = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(NAME, 'at most 64 letters, digits, `.`, `_` and `-`, the first a letter or digit'));
const valuesSchema = dist/* pipe */.FsL(dist/* record */.g1P(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^[\w.-]{1,255}$/, 'names of at most 255 letters, digits, `_`, `.` and `-`')), dist/* pipe */.FsL(dist/* string */.YjP(), dist/* maxLength */.Ru6(MAX_TEMPLATE), dist/* description */.h_('text with {{NAME}} in it'))), dist/* description */.h_('derived values, a template each'));
/** Optional ones have no default here: the step's inputs are the default of some. */
const commonSchema = dist/* object */.Ikc({
    name: dist/* pipe */.FsL(nameSchema, dist/* description */.h_('unique; shown everywhere')),
    type: dist/* pipe */.FsL(config_schema_text, dist/* description */.h_('which provider')),
    connection: dist/* optional */.lqM(dist/* pipe */.FsL(nameSchema, dist/* description */.h_('an entry of `connections`'))),
    store: dist/* optional */.lqM(dist/* pipe */.FsL(line, dist/* description */.h_('path of the store; required with several'))),
    from: dist/* optional */.lqM(dist/* pipe */.FsL(oneOrMany, dist/* description */.h_('secret files, globs; later ones win'))),
    environment: dist/* optional */.lqM(dist/* pipe */.FsL(line, dist/* description */.h_('for {{environment}}'))),
    select: dist/* optional */.lqM(dist/* pipe */.FsL(oneOrMany, dist/* description */.h_('NAME, PREFIX_*, !NAME or NEW=OLD'))),
    values: dist/* optional */.lqM(valuesSchema),
    'key-schema': dist/* optional */.lqM(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* maxLength */.Ru6(255), dist/* description */.h_('such as MYAPP_{{secretKey}}'))),
    format: dist/* optional */.lqM(dist/* pipe */.FsL(dist/* picklist */.KIO(['json', 'dotenv', 'yaml']), dist/* description */.h_('all in the one `item`'))),
    item: dist/* optional */.lqM(dist/* pipe */.FsL(line, dist/* description */.h_('name of the one item, with `format`'))),
    'initial-sync': dist/* optional */.lqM(dist/* picklist */.KIO([
        'overwrite-destination',
        'import-prioritize-source',
        'import-prioritize-destination',
    ]), 'overwrite-destination'),
    delete: dist/* optional */.lqM(dist/* picklist */.KIO(['never', 'owned']), 'never'),
    'max-deletes': dist/* optional */.lqM(dist/* pipe */.FsL(dist/* number */.aig(), dist/* integer */.ndf(), dist/* minValue */.Wwf(0), dist/* maxValue */.cGV(100_000)), DEFAULT_MAX_DELETES),
    adopt: dist/* optional */.lqM(dist/* pipe */.FsL(dist/* boolean */.zMY(), dist/* description */.h_('take over items of the same name')), false),
    empty: dist/* optional */.lqM(dist/* picklist */.KIO(['error', 'skip', 'push']), 'error'),
    branches: dist/* optional */.lqM(dist/* pipe */.FsL(oneOrMany, dist/* description */.h_('pushed from these branches only'))),
    formerly: dist/* optional */.lqM(dist/* pipe */.FsL(dist/* union */.KCZ([nameSchema, dist/* pipe */.FsL(dist/* array */.YOg(nameSchema), dist/* minLength */.BpQ(1), dist/* maxLength */.Ru6(100))]), dist/* transform */.pdi((given) => (typeof given === 'string' ? [given] : given)), dist/* description */.h_('old names of this entry'))),
});
const mount = dist/* optional */.lqM(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^[\w.-]+(?:\/[\w.-]+)*$/, 'a path without slashes around it')));
const secret = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* nonEmpty */.hq(), dist/* metadata */.yuE({ secret: true }));
/** What most types take beside their own; checked like this where the type itself is unknown. */
const sharedOptions = {
    endpoint: dist/* pipe */.FsL(config_schema_text, dist/* metadata */.yuE({ host: true }), dist/* description */.h_('https://host')),
    tags: dist/* record */.g1P(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* minLength */.BpQ(1), dist/* maxLength */.Ru6(256)), dist/* pipe */.FsL(dist/* string */.YjP(), dist/* maxLength */.Ru6(256))),
    'kms-key-id': line,
    auth: dist/* union */.KCZ([
        dist/* strictObject */.rej({ role: line, mount }),
        dist/* strictObject */.rej({ token: secret, mount }),
        dist/* strictObject */.rej({ 'role-id': secret, 'secret-id': secret, mount }),
        dist/* strictObject */.rej({ 'jwt-role': line, audience: dist/* optional */.lqM(line), mount }),
        dist/* strictObject */.rej({ 'kubernetes-role': line, mount }),
    ]),
};

// EXTERNAL MODULE: ./platform/near-words.js
var near_words = __webpack_require__(8199);
// EXTERNAL MODULE: ./push/config-problems.js
var config_problems = __webpack_require__(4375);
;// CONCATENATED MODULE: ./push/config-shape.js
const OPTIONAL = new Set(['optional', 'exact_optional', 'nullish', 'undefinedable']);
const UNIONS = new Set(['union', 'variant']);
/** Options whose value says which server is talked to; others say so with `metadata({ host: true })`. */
const HOST_OPTIONS = new Set(['endpoint', 'server', 'url', 'vault-url']);
/** Options that are credentials, whatever their schema forgets to say. */
const SECRET_OPTIONS = new Set([
    'client-secret',
    'password',
    'private-key',
    'secret-access-key',
    'secret-id',
    'session-token',
    'token',
]);
const PUBLIC_HALVES = new Set(['access-key-id', 'client-id', 'role-id']);
function shapeOf(schema) {
    return schema;
}
function isOptional(shape) {
    return OPTIONAL.has(shape.type);
}
/** Without `optional` around it. */
function unwrapped(shape) {
    return OPTIONAL.has(shape.type) && shape.wrapped ? unwrapped(shape.wrapped) : shape;
}
/** The schemas that a value may follow: those of a union, or the one. */
function alternatives(shape) {
    const inner = unwrapped(shape);
    if (!UNIONS.has(inner.type))
        return [inner];
    return inner.options.flatMap(alternatives);
}
/** The keys that can stand in a mapping; of a union, those of all its forms. */
function keysOf(shape) {
    return [...new Set(alternatives(shape).flatMap(({ entries }) => Object.keys(entries ?? {})))];
}
/** The schemas that the value under a key (or at an index) may follow. */
function childrenOf(shape, key) {
    return alternatives(shape).flatMap(({ entries, item, value }) => {
        const named = entries && Object.hasOwn(entries, key) ? entries[key] : undefined;
        const child = named ?? (typeof key === 'number' ? item : value);
        return child ? [child] : [];
    });
}
/** @param isNamed its schema names the key: in a mapping of any names, `token` is one like others */
function isSecret(key, shapes, isNamed) {
    return shapes.some((shape) => hasMark(shape, 'secret')) || (isNamed && SECRET_OPTIONS.has(key));
}
/** Half of a pair, worth nothing alone: it may be written out. */
function isPublicHalf(key) {
    return PUBLIC_HALVES.has(key);
}
function namesHost(key, shapes) {
    return HOST_OPTIONS.has(key) || shapes.some((shape) => hasMark(shape, 'host'));
}
function hasMark(shape, mark) {
    const isMarked = (each) => (each.pipe ?? []).some(({ metadata }) => metadata?.[mark] === true);
    return isMarked(shape) || alternatives(shape).some(isMarked);
}
function descriptionOf(shape) {
    const told = (each) => each.pipe?.findLast(({ type }) => type === 'description')?.description;
    return told(shape) ?? told(unwrapped(shape));
}
/** The texts that a choice allows; undefined where it is none. */
function choicesOf(shape) {
    const forms = alternatives(shape);
    if (!forms.every(({ type }) => type === 'picklist' || type === 'literal'))
        return undefined;
    return forms.flatMap(({ options, literal }) => (options ?? [literal]).map(String));
}
/** What is allowed, for people. */
function allowed(shape) {
    const choices = choicesOf(shape);
    const told = descriptionOf(shape);
    if (choices)
        return `one of ${choices.map((choice) => `\`${choice}\``).join(', ')}`;
    const forms = [...new Set(alternatives(shape).map(formOf))].join(', or ');
    return told === undefined ? forms : `${forms}: ${told}`;
}
function formOf(shape) {
    if (hasMark(shape, 'secret'))
        return '`env:NAME`';
    switch (shape.type) {
        case 'string':
            return 'text';
        case 'number':
            return 'a number';
        case 'boolean':
            return '`true` or `false`';
        case 'array':
            return 'a list';
        case 'record':
            return 'a mapping of names to texts';
        case 'object':
        case 'strict_object':
        case 'loose_object':
            return `a mapping with ${Object.keys(shape.entries ?? {})
                .map((key) => `\`${key}\``)
                .join(', ')}`;
        default:
            return 'another value';
    }
}

;// CONCATENATED MODULE: ./push/config-issues.js
// From what a schema says about a value to what a person reads: where it is, what is allowed, the
// nearest known word. Must not quote what was given: it may be a secret.




/** The output of the schema; undefined when there is none, and `problems` says why. */
function validated(schema, subject, problems) {
    const result = dist/* safeParse */.xLC(schema, subject.value);
    if (result.success)
        return result.output;
    for (const issue of result.issues) {
        const path = (issue.path ?? []).map(({ key }) => key);
        for (const problem of explain(issue, { schema, subject, path }))
            problems.add(problem);
    }
    return undefined;
}
function explain(issue, site) {
    const { subject, path } = site;
    const last = path.at(-1);
    const parent = shapesAt(shapeOf(site.schema), path.slice(0, -1));
    const here = shapesAt(shapeOf(site.schema), path);
    const isAboutKey = issue.path?.at(-1)?.origin === 'key' && issue.kind === 'schema';
    if (isAboutKey && issue.expected === 'never') {
        const known = parent.flatMap(keysOf);
        return [unknownKey(String(last), known, { of: subject.of, place: keyPlaceAt(subject, path) })];
    }
    if (isAboutKey) {
        const place = placeAt(subject.located, path.slice(0, -1));
        const allows = here[0] ? `It takes ${allowed(here[0])}.` : 'Add it.';
        return [{ place, what: `${subject.of}: \`${last}\` is missing`, fix: allows }];
    }
    if (issue.type === 'union' || issue.type === 'variant') {
        const form = here.flatMap(alternatives).length > 1 && closestForm(issue.input, here);
        if (form)
            return explainForm(form, issue.input, site);
    }
    return [wrongValue(issue, here[0], site)];
}
function unknownKey(key, known, { of, place }) {
    const hint = key.includes(':') ? 'A blank is missing after the colon? ' : '';
    const what = `${of}: there is no key ${(0,config_problems/* shownKey */.dM)(key)}`;
    return { place, what, fix: `${hint}${(0,config_problems/* suggestion */.h)(key, [...new Set(known)])}` };
}
function wrongValue(issue, shape, site) {
    const { subject, path } = site;
    const name = nameOf(site);
    const place = placeAt(subject.located, path);
    const choices = shape && choicesOf(shape);
    if (issue.kind === 'schema' || choices) {
        const near = choices && typeof issue.input === 'string' && (0,near_words/* nearWord */.v)(issue.input, choices);
        const form = shape ? allowed(shape) : 'another value';
        const guess = near ? `Did you mean \`${near}\`? ` : '';
        const fix = `${guess}${quotesFor(issue.input, shape)}`;
        return { place, what: `${subject.of}: ${name} takes ${form}`, fix: fix || `Write ${form}.` };
    }
    const { what, fix } = limitOf(issue, shape);
    return { place, what: `${subject.of}: ${name} ${what}`, fix };
}
function nameOf({ subject: { at }, path }) {
    const whole = at === undefined ? path : [at, ...path];
    return whole.length === 0 ? 'it' : `\`${whole.map(segment).join('.')}\``;
}
// A record's key may be anything, a pasted secret too.
function segment(key) {
    return typeof key === 'number' ? String(key + 1) : /^[\w.-]{1,200}$/.test(key) ? key : '…';
}
function quotesFor(input, shape) {
    const takesText = shape !== undefined && alternatives(shape).some(({ type }) => type === 'string');
    const isScalar = typeof input === 'number' || typeof input === 'boolean';
    if (takesText && isScalar)
        return 'Put it between quotes.';
    if (takesText && input !== null && typeof input === 'object') {
        return 'A text that begins with { or [ needs quotes.';
    }
    return '';
}
// The library's default messages quote what was given; those that a schema's author wrote say what to
// write instead.
function limitOf(issue, shape) {
    if (!issue.message.startsWith('Invalid ')) {
        const wanted = issue.message.replace(/^expected /, '');
        return { what: 'is not as it must be', fix: `Write ${wanted}.` };
    }
    const most = String(issue.requirement);
    const of = Array.isArray(issue.input) ? 'entries' : 'characters';
    switch (issue.type) {
        case 'min_length':
        case 'non_empty':
            return { what: 'must not be empty', fix: `Write ${shape ? allowed(shape) : 'something'}.` };
        case 'max_length':
            return { what: `is longer than ${most}`, fix: `Write at most ${most} ${of}.` };
        case 'min_value':
            return { what: `is less than ${most}`, fix: `Write ${most} or more.` };
        case 'max_value':
            return { what: `is more than ${most}`, fix: `Write ${most} or less.` };
        case 'integer':
            return { what: 'must be a whole number', fix: 'Write it without a fraction.' };
        default:
            return {
                what: 'is not as it must be',
                fix: `Write ${shape ? allowed(shape) : 'another value'}.`,
            };
    }
}
// Which form of a union was meant: by its kind, then by its keys.
function closestForm(input, shapes) {
    const forms = shapes.flatMap(alternatives);
    if (Array.isArray(input))
        return forms.find(({ type }) => type === 'array');
    if (typeof input === 'string')
        return forms.find(({ type }) => type === 'string');
    if (input === null || typeof input !== 'object')
        return undefined;
    const given = Object.keys(input);
    if (given.length === 0)
        return undefined;
    const scored = forms
        .filter(({ entries }) => entries)
        .map((form) => ({ form, score: given.filter((key) => keysOf(form).includes(key)).length }));
    const best = scored.toSorted((a, b) => b.score - a.score)[0];
    return best?.form;
}
function explainForm(form, input, site) {
    const schema = form;
    const result = dist/* safeParse */.xLC(schema, input);
    if (result.success)
        return [];
    const { subject, path } = site;
    const known = shapesAt(shapeOf(site.schema), path).flatMap(keysOf);
    return result.issues.flatMap((issue) => {
        const inner = (issue.path ?? []).map(({ key }) => key);
        const whole = [...path, ...inner];
        const isUnknown = inner.length === 1 && issue.expected === 'never';
        if (isUnknown) {
            const place = keyPlaceAt(subject, whole);
            const key = String(inner[0]);
            if (!known.includes(key))
                return [unknownKey(key, known, { of: subject.of, place })];
            const what = `${subject.of}: \`${key}\` cannot stand beside ${(0,config_problems/* listed */.KE)(partners(input, key))}`;
            return [{ place, what, fix: `Allowed together: ${formsOf(site)}.` }];
        }
        return explain(issue, {
            schema,
            subject: inside(subject, path),
            path: inner,
        });
    });
}
function inside(subject, path) {
    const located = nodeAt(subject.located, path) ?? subject.located;
    const at = [...(subject.at === undefined ? [] : [subject.at]), ...path].map(segment).join('.');
    return { ...subject, located, ...(at !== '' && { at }) };
}
function partners(input, key) {
    return Object.keys(input).filter((each) => each !== key && /^[\w.-]{1,64}$/.test(each));
}
function formsOf({ schema, path }) {
    return shapesAt(shapeOf(schema), path)
        .flatMap(alternatives)
        .filter(({ entries }) => entries)
        .map((form) => `{ ${keysOf(form).join(', ')} }`)
        .join(' or ');
}
function shapesAt(shape, path) {
    let shapes = [shape];
    for (const key of path)
        shapes = shapes.flatMap((each) => childrenOf(each, key));
    return shapes.map((each) => (each.type === 'optional' && !each.pipe ? unwrapped(each) : each));
}
function nodeAt(located, path) {
    let node = located;
    for (const key of path) {
        if (node?.kind === 'map')
            node = node.entries.get(String(key))?.node;
        else if (node?.kind === 'list')
            node = node.items[Number(key)];
        else
            return undefined;
    }
    return node;
}
/** Of the value at a path, or of the nearest thing around it. */
function placeAt(located, path) {
    const node = nodeAt(located, path);
    if (node)
        return node.place;
    return path.length === 0 ? located.place : placeAt(located, path.slice(0, -1));
}
function keyPlaceAt({ located }, path) {
    const parent = nodeAt(located, path.slice(0, -1));
    const entry = parent?.kind === 'map' ? parent.entries.get(String(path.at(-1))) : undefined;
    return entry?.keyPlace ?? placeAt(located, path);
}

// EXTERNAL MODULE: ./secret-value.js
var secret_value = __webpack_require__(2577);
;// CONCATENATED MODULE: ./push/addresses.js
// Which addresses of servers nobody may name, the workflow neither: no TLS, a password in the URL, where
// clouds hand out credentials. Decides on texts alone: what a name resolves to is not known here.
const DEFAULT_PORT = '443';
const FORM = 'Write `https://host` or `https://host:port`, and a path if it needs one.';
/** The server that a text names, or why nobody may name it. */
function serverIn(text) {
    const url = /^https?:\/\/[^/]/i.test(text) && !/[\s\\\p{C}]/u.test(text) ? parse(text) : undefined;
    if (!url)
        return { code: 'DESTINATIONS_INVALID', what: 'is no URL of a server', fix: FORM };
    const refused = (what, fix) => ({
        code: 'ENDPOINT_REFUSED',
        what,
        fix,
    });
    if (/^[^/]*\/\/[^/?#]*@/.test(text)) {
        return refused('holds a user or a password', 'Remove it; `auth` is the place for sign-in.');
    }
    if (/[?#]/.test(text))
        return refused('holds a query or a fragment', FORM);
    const host = hostOf(url);
    if (isReserved(host)) {
        return refused('names an address where machines get their own credentials, or none at all', 'Name the server by its public or private address. This one is never talked to.');
    }
    if (url.protocol === 'https:' || isLoopback(host))
        return url;
    return refused('is not https', 'Write `https://` before the host. Without TLS only a server on this machine is talked to (`http://localhost:8200`).');
}
function parse(text) {
    const url = URL.parse(text);
    return url && hostOf(url) !== '' ? url : undefined;
}
/** A name may end in a dot and be the same. */
function hostOf(url) {
    return url.hostname.replace(/\.$/, '');
}
function keyOf(url) {
    const port = url.port || (url.protocol === 'http:' ? '80' : DEFAULT_PORT);
    return `${hostOf(url)}:${port}`;
}
// URLs bring every spelling of an IPv4 address to this one.
const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
function isLoopback(host) {
    const v4 = embeddedIpv4(host);
    return host === 'localhost' || host === '[::1]' || v4?.[0] === 127;
}
/** Besides link-local ones: where Alibaba, Oracle, Azure and Google have theirs. */
const METADATA_HOSTS = new Set([
    '100.100.100.200',
    '192.0.0.192',
    '168.63.129.16',
    'metadata',
    'metadata.goog',
    'metadata.google.internal',
    'instance-data',
    'instance-data.ec2.internal',
    '[fd00:ec2::254]',
    '[fd00:ec2::23]',
    '[fd20:ce::254]',
]);
function isReserved(host) {
    if (METADATA_HOSTS.has(host))
        return true;
    const v4 = embeddedIpv4(host);
    if (v4) {
        const [a = 0, b = 0] = v4;
        const isLinkLocal = a === 169 && b === 254;
        return isLinkLocal || a === 0 || a >= 224 || METADATA_HOSTS.has(v4.join('.'));
    }
    const groups = ipv6Groups(host);
    if (!groups)
        return false;
    const [first = 0] = groups;
    const isUnspecified = groups.every((group) => group === 0);
    return isUnspecified || (first & 0xffc0) === 0xfe80 || (first & 0xff00) === 0xff00;
}
/** Of an IPv4 address, and of an IPv6 one that stands for one: mapped, compatible, NAT64, 6to4. */
function embeddedIpv4(host) {
    const [, ...parts] = IPV4.exec(host) ?? [];
    if (parts.length === 4)
        return parts.map(Number);
    const groups = ipv6Groups(host);
    if (!groups)
        return undefined;
    const bytes = groups.flatMap((group) => [group >> 8, group & 0xff]);
    if (groups[0] === 0x2002)
        return bytes.slice(2, 6);
    const prefix = groups
        .slice(0, 6)
        .map((group) => group.toString(16))
        .join(':');
    const isCompatible = prefix === '0:0:0:0:0:0' && (groups[6] ?? 0) !== 0;
    const stands = isCompatible || ['0:0:0:0:0:ffff', '0:0:0:0:ffff:0', '64:ff9b:0:0:0:0'].includes(prefix);
    return stands ? bytes.slice(12) : undefined;
}
/** The eight groups of `[…]`, as URLs write them: hexadecimal, with at most one `::`. */
function ipv6Groups(host) {
    const [, address] = /^\[([0-9a-f:]+)\]$/.exec(host) ?? [];
    if (address === undefined)
        return undefined;
    const [head = '', tail] = address.split('::');
    const groups = (text) => text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
    const [before, after] = [groups(head), groups(tail ?? '')];
    const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0);
    return [...before, ...zeros, ...after];
}

;// CONCATENATED MODULE: ./push/config-options.js
// From the text of options to plain values: who says what, which of it is a secret, and which names
// a host. Owns the rule that a file of the checkout holds no credential and no audience.




const FROM_ENVIRONMENT = /^env:([A-Za-z_][A-Za-z0-9_]*)$/;
/** What the runner keeps there is not for destinations. */
const RUNNERS_OWN = /^(?:ACTIONS_|INPUT_|STATE_)/i;
/** Stands for what was refused, so that nothing more is said of it. */
const REFUSED = 'env:REFUSED';
const REFUSED_HOST = 'https://refused.invalid';
/** @param shapes of the options: several where one of several types is meant */
function readOptions(located, { shapes, of }, problems) {
    const secrets = [];
    const value = plain(located, { shapes, isSecret: false, key: '' }, (scalar, key) => {
        const refusal = refusalOf(scalar, key);
        if (refusal) {
            problems.add({ place: scalar.place, ...refusal, what: `${of}: ${refusal.what}` });
            return REFUSED;
        }
        if (!scalar.text.startsWith('env:'))
            secrets.push(new secret_value/* SecretValue */.i(scalar.text));
        return scalar.text;
    });
    refuseAudience(located, of, problems);
    const hosts = hostsIn(located, shapes);
    for (const { option, url, place } of hosts) {
        const server = serverIn(url);
        if (server instanceof URL)
            continue;
        problems.add({ ...server, place, what: `${of}: \`${option}\` ${server.what}` });
        value[option] = REFUSED_HOST;
    }
    return { value, hosts, secrets };
}
/** A value without places; secrets as `readSecret` gives them. */
function plain(located, spot = { shapes: [], isSecret: false, key: '' }, readSecret = ({ text }) => text) {
    if (located.kind === 'scalar') {
        return spot.isSecret ? readSecret(located, spot.key) : located.value;
    }
    if (located.kind === 'list') {
        return located.items.map((item, index) => {
            const shapes = spot.shapes.flatMap((shape) => childrenOf(shape, index));
            return plain(item, { ...spot, shapes }, readSecret);
        });
    }
    const named = new Set(spot.shapes.flatMap(keysOf));
    const result = Object.create(null);
    for (const [key, { node }] of located.entries) {
        const shapes = spot.shapes.flatMap((shape) => childrenOf(shape, key));
        const inner = { shapes, key, isSecret: isSecret(key, shapes, named.has(key)) };
        result[key] = plain(node, inner, readSecret);
    }
    return result;
}
function refusalOf({ text, place }, key) {
    const name = (0,config_problems/* shownKey */.dM)(key);
    if (text.trim() === '') {
        return {
            what: `${name} is empty`,
            fix: 'Most likely the secret of the workflow that should stand there does not exist.',
        };
    }
    const [, variable] = FROM_ENVIRONMENT.exec(text) ?? [];
    if (variable !== undefined && RUNNERS_OWN.test(variable)) {
        return {
            what: `${name} names a variable of the runner itself`,
            fix: 'Write `env:NAME` with a variable that the step sets from a secret.',
        };
    }
    if (variable !== undefined)
        return undefined;
    if (text.startsWith('env:')) {
        return {
            what: `${name} names no environment variable`,
            fix: 'Write `env:NAME`: letters, digits and `_`.',
        };
    }
    if (place.origin === 'workflow' || isPublicHalf(key))
        return undefined;
    return {
        code: 'SECRET_LITERAL',
        what: `${name} is a credential, written out in a file of the repository`,
        fix: 'Write `env:NAME`, and give the step `env:` with NAME from a secret. If it is real, revoke it: whoever can read the repository has it.',
    };
}
// Whoever chooses the audience chooses who accepts the job's token.
function refuseAudience(located, of, problems) {
    const auth = located.entries.get('auth')?.node;
    const audience = auth?.kind === 'map' ? auth.entries.get('audience') : undefined;
    if (audience?.node.place.origin !== 'file')
        return;
    problems.add({
        place: audience.keyPlace,
        what: `${of}: only the workflow may choose the \`audience\` of the job's token`,
        fix: 'Remove it: the origin of the URL is the default. Or move the entry to the input `destinations`.',
    });
}
function hostsIn(located, shapes) {
    return [...located.entries].flatMap(([option, { node }]) => {
        const of = shapes.flatMap((shape) => childrenOf(shape, option));
        const isText = node.kind === 'scalar' && typeof node.value === 'string';
        return isText && namesHost(option, of) ? [{ option, url: node.text, place: node.place }] : [];
    });
}

;// CONCATENATED MODULE: ./push/config-connections.js





/** @param sections `connections` of each source */
function readConnections(sections, registry, problems) {
    const connections = new Map();
    for (const section of sections) {
        if (section.kind !== 'map') {
            const what = '`connections` takes a mapping of names to connections';
            problems.add({ place: section.place, what, fix: 'Write `name: { type: …, auth: … }`.' });
            continue;
        }
        for (const [name, { node, keyPlace }] of section.entries) {
            const of = `connection ${(0,config_problems/* shownKey */.dM)(name)}`;
            const named = { located: { kind: 'scalar', place: keyPlace, value: name, text: name }, of };
            validated(nameSchema, { ...named, value: name }, problems);
            if (connections.has(name)) {
                problems.add({ place: keyPlace, what: `${of} exists already`, fix: 'Rename one of them.' });
            }
            else if (node.kind !== 'map') {
                const what = `${of} takes a mapping`;
                problems.add({ place: node.place, what, fix: 'Write `{ type: …, auth: … }`.' });
            }
            else {
                connections.set(name, readConnection({ node, of }, registry, problems));
            }
        }
    }
    return connections;
}
function readConnection({ node, of }, registry, problems) {
    const types = typesOf({ node, of }, registry, problems);
    const entries = new Map([...node.entries].filter(([key]) => key !== 'type'));
    const options = { kind: 'map', place: node.place, entries };
    if (types.length === 0)
        return { types, options };
    const shapes = types.flatMap((type) => {
        const found = registry[type];
        return found ? [shapeOf(found.options)] : [];
    });
    const known = shapes.flatMap(keysOf);
    for (const [key, { keyPlace }] of entries) {
        if (known.includes(key))
            continue;
        problems.add(unknownKey(key, ['type', ...known], { of, place: keyPlace }));
    }
    // Here as well, for a connection that nothing uses.
    const { value } = readOptions(options, { shapes, of }, problems);
    for (const [key, { node: located }] of entries) {
        const [first] = shapes.flatMap((shape) => childrenOf(shape, key));
        const given = value[key];
        const subject = { located: options, value: given, of };
        if (first)
            validated(first, { ...subject, located, at: key }, problems);
    }
    return { types, options };
}
/** `aws` is for all types that begin with `aws-`. */
function typesOf({ node, of }, registry, problems) {
    const all = Object.keys(registry);
    const type = node.entries.get('type')?.node;
    const families = all.flatMap((each) => [each.split('-')[0] ?? each, each]);
    const known = [...new Set(families)];
    if (type === undefined) {
        problems.add({
            place: node.place,
            what: `${of}: \`type\` is missing`,
            fix: (0,config_problems/* suggestion */.h)('', known),
        });
        return [];
    }
    const word = type.kind === 'scalar' && typeof type.value === 'string' ? type.value : '';
    const types = known.includes(word)
        ? all.filter((each) => each === word || each.startsWith(`${word}-`))
        : [];
    if (types.length === 0) {
        const what = `${of}: there is no such type of connection`;
        problems.add({ place: type.place, what, fix: (0,config_problems/* suggestion */.h)(word, known) });
    }
    return types;
}

// EXTERNAL MODULE: ./secrets/key-schema-parser.js
var key_schema_parser = __webpack_require__(9496);
// EXTERNAL MODULE: ./secrets/selection.js
var selection = __webpack_require__(1369);
;// CONCATENATED MODULE: ./push/config-entry.js








const COMMON_KEYS = keysOf(shapeOf(commonSchema));
/** undefined: it is not to be used, and the problems say why. */
function readEntry(node, index, setting) {
    const { problems } = setting;
    if (node.kind !== 'map') {
        const what = `destination ${index + 1} takes a mapping`;
        problems.add({ place: node.place, what, fix: 'Write `- name: …` and `type: …`.' });
        return undefined;
    }
    const of = labelOf(node, index);
    const type = typeOf(node, of, setting);
    const own = type === undefined ? unknownType() : shapeOf(type.options);
    refuseUnknown(node, { own, of }, problems);
    const commonPart = part(node, (key) => COMMON_KEYS.includes(key) && !isTypesOwn(key, own));
    const common = validated(commonSchema, { located: commonPart, value: plain(commonPart), of }, problems);
    checkTexts(node, { common, own, of }, problems);
    const located = withConnection(node, { own, of }, setting);
    const read = readOptions(located, { shapes: [own], of }, problems);
    if (!type) {
        checkShared(located, { value: read.value, of }, problems);
        return undefined;
    }
    const options = validated(type.options, { located, value: read.value, of }, problems);
    if (common === undefined)
        return undefined;
    return { entry: assemble(common, { node, options, hosts: read.hosts }), secrets: read.secrets };
}
function assemble(common, { node, options, hosts }) {
    const { name, type, store, from, environment, select, format, item, adopt, empty } = common;
    const { place } = node;
    return {
        name,
        type,
        place,
        where: place.origin === 'file' ? { file: place.shown, line: place.line } : {},
        placeOf: (path) => placeAt(node, path),
        formerly: common.formerly ?? [],
        store,
        from,
        environment,
        select,
        keySchema: common['key-schema'],
        values: new Map(Object.entries(common.values ?? {})),
        bundle: format !== undefined && item !== undefined ? { format, item } : undefined,
        initialSync: common['initial-sync'],
        delete: common.delete,
        maxDeletes: common['max-deletes'],
        adopt,
        empty,
        branches: common.branches,
        options,
        hosts,
    };
}
function labelOf(node, index) {
    const name = node.entries.get('name')?.node;
    const word = name?.kind === 'scalar' ? name.value : undefined;
    const isName = typeof word === 'string' && /^[\w.-]{1,64}$/.test(word);
    return `destination ${isName ? (0,config_problems/* shownKey */.dM)(word) : index + 1}`;
}
function typeOf(node, of, { registry, problems }) {
    const type = node.entries.get('type')?.node;
    const word = type?.kind === 'scalar' ? type.value : undefined;
    // Where it is missing, or no text, the common schema says so.
    if (type === undefined || typeof word !== 'string' || word === '')
        return undefined;
    if (Object.hasOwn(registry, word))
        return registry[word];
    const what = `${of}: there is no such type of destination`;
    problems.add({ place: type.place, what, fix: (0,config_problems/* suggestion */.h)(word, Object.keys(registry)) });
    return undefined;
}
/** All that is known of options when the type is not. */
function unknownType() {
    return { type: 'loose_object', entries: sharedOptions };
}
/** `format` of a plain file: the type has an own idea of it. The name is both. */
function isTypesOwn(key, own) {
    return key !== 'name' && key !== 'type' && keysOf(own).includes(key);
}
function refuseUnknown(node, { own, of }, problems) {
    if (own.type === 'loose_object')
        return;
    const options = keysOf(own);
    // A type with a `format` of its own is one file anyway: `item` would say nothing.
    const common = COMMON_KEYS.filter((key) => key !== 'item' || !options.includes('format'));
    const known = [...common, ...options];
    for (const [key, { keyPlace }] of node.entries) {
        if (!known.includes(key))
            problems.add(unknownKey(key, known, { of, place: keyPlace }));
    }
}
function part(node, isIn) {
    return { ...node, entries: new Map([...node.entries].filter(([key]) => isIn(key))) };
}
/** The options; what the entry itself says wins over its connection. */
function withConnection(node, { own, of }, setting) {
    const known = keysOf(own);
    const options = part(node, (key) => known.includes(key));
    const connection = connectionOf(node, of, setting);
    const entries = new Map();
    for (const [key, entry] of connection?.options.entries ?? []) {
        // What another type of its family takes: `path` is no option of every aws-*.
        if (known.includes(key))
            entries.set(key, entry);
    }
    for (const [key, entry] of options.entries)
        entries.set(key, entry);
    return { ...node, entries };
}
function connectionOf(node, of, { connections, problems }) {
    const given = node.entries.get('connection')?.node;
    if (given?.kind !== 'scalar' || typeof given.value !== 'string')
        return undefined;
    const connection = connections.get(given.value);
    if (!connection) {
        const fix = (0,config_problems/* suggestion */.h)(given.value, [...connections.keys()].filter((name) => (0,config_problems/* shownKey */.dM)(name) !== 'like this'));
        problems.add({ place: given.place, what: `${of}: there is no such connection`, fix });
        return undefined;
    }
    const type = node.entries.get('type')?.node;
    const word = type?.kind === 'scalar' ? String(type.value) : '';
    if (connection.types.length > 0 && !connection.types.includes(word)) {
        const what = `${of}: its connection is not for its type`;
        const fix = `It is for ${(0,config_problems/* listed */.KE)(connection.types)}. Name another one, or write the options here.`;
        problems.add({ place: given.place, what, fix });
        return undefined;
    }
    return connection;
}
/** What the schema cannot say: grammars, and keys that need each other. */
function checkTexts(node, { common, own, of }, problems) {
    const has = (key) => node.entries.has(key) && !keysOf(own).includes(key);
    for (const [one, other] of [
        ['format', 'item'],
        ['item', 'format'],
    ]) {
        if (!has(one) || has(other) || keysOf(own).includes(other))
            continue;
        const place = node.entries.get(one)?.keyPlace ?? node.place;
        const fix = '`format` puts all into one item, called `item`; leave out both for an item each.';
        problems.add({ place, what: `${of}: \`${one}\` needs \`${other}\` beside it`, fix });
    }
    if (!common)
        return;
    const attempt = (key, run) => {
        try {
            run();
        }
        catch (error) {
            if (!(error instanceof errors/* ActionError */.lZ))
                throw error;
            problems.add({ place: placeAt(node, [key]), what: `${of}: ${error.what}`, fix: error.fix });
        }
    };
    attempt('select', () => (0,selection/* parseSelection */.g)(common.select ?? []));
    const keySchema = common['key-schema'];
    if (keySchema !== undefined)
        attempt('key-schema', () => (0,key_schema_parser.parseKeySchema)(keySchema));
}
function checkShared(located, { value, of }, problems) {
    for (const [key, schema] of Object.entries(sharedOptions)) {
        const node = located.entries.get(key)?.node;
        if (node)
            validated(schema, { located: node, value: value[key], of, at: key }, problems);
    }
}

// EXTERNAL MODULE: ./push/config-yaml.js + 1 modules
var config_yaml = __webpack_require__(6202);
;// CONCATENATED MODULE: ./push/config.js
// The configuration of destinations: the input `destinations`, a file of the checkout, or both. All
// that is wrong in them is found here and told at once. Pure: reads no file and no environment, and
// leaves it to endpoints.ts whether a host may be talked to.






const SECTIONS = ['connections', 'destinations'];
const MAX_DESTINATIONS = 500;
const FIX = 'Write `destinations:`, and below it `- name: …` with its `type: …`.';
/**
 * @param sources connections of one may be used in another
 * @throws ActionError, ActionErrors DESTINATIONS_INVALID, SECRET_LITERAL
 */
function readDestinations(sources, registry) {
    const problems = new config_problems/* Problems */.Zw();
    const sections = sources.map((source) => sectionsOf(source, problems));
    const connections = readConnections(sections.flatMap((section) => section.connections), registry, problems);
    const entries = sections.flatMap((section) => section.entries);
    const excess = entries[MAX_DESTINATIONS];
    if (excess) {
        const what = `there are more than ${MAX_DESTINATIONS} destinations`;
        problems.add({ place: excess.place, what, fix: 'Split them over several steps.' });
    }
    const read = entries
        .slice(0, MAX_DESTINATIONS)
        .flatMap((node, index) => readEntry(node, index, { registry, connections, problems }) ?? []);
    refuseTwins(entries.flatMap((node) => namesIn(node)), problems);
    const [first] = sources;
    if (entries.length === 0 && first) {
        const place = { shown: first.shown, origin: first.origin, line: 1, column: 1 };
        if (problems.errors.length === 0)
            problems.add({ place, what: 'holds no destination', fix: FIX });
    }
    (0,errors/* throwIfAny */.MI)(problems.errors);
    return {
        destinations: read.map(({ entry }) => entry),
        secrets: read.flatMap(({ secrets }) => secrets),
    };
}
function sectionsOf(source, problems) {
    const nothing = { connections: [], entries: [] };
    const before = problems.errors.length;
    const root = (0,config_yaml/* readYaml */.g)(source, problems);
    const { shown, origin } = source;
    const start = { shown, origin, line: 1, column: 1 };
    if (!root || (root.kind === 'scalar' && root.value === null)) {
        if (problems.errors.length === before) {
            problems.add({ place: root?.place ?? start, what: 'holds no destination', fix: FIX });
        }
        return nothing;
    }
    // A list alone can only be that of the destinations.
    if (root.kind === 'list')
        return { connections: [], entries: root.items };
    if (root.kind === 'scalar') {
        problems.add({ place: root.place, what: 'takes a mapping', fix: FIX });
        return nothing;
    }
    for (const [key, { keyPlace }] of root.entries) {
        if (SECTIONS.includes(key))
            continue;
        problems.add(unknownKey(key, SECTIONS, { of: 'at the top', place: keyPlace }));
    }
    const list = root.entries.get('destinations')?.node;
    const connections = root.entries.get('connections')?.node;
    const isEmpty = (node) => node.kind === 'scalar' && node.value === null;
    const shared = connections && !isEmpty(connections) ? [connections] : [];
    // Connections alone are for the destinations of the other source.
    if (!list && connections)
        return { connections: shared, entries: [] };
    if (list?.kind !== 'list' || list.items.length === 0) {
        problems.add({
            place: list?.place ?? root.place,
            what: '`destinations` takes a list',
            fix: FIX,
        });
        return { connections: shared, entries: [] };
    }
    return { connections: shared, entries: list.items };
}
function namesIn(entry) {
    if (entry.kind !== 'map')
        return [];
    const current = entry.entries.get('name')?.node;
    const old = entry.entries.get('formerly')?.node;
    const olds = old?.kind === 'list' ? old.items : old ? [old] : [];
    return [
        ...(current ? [{ node: current, isOld: false }] : []),
        ...olds.map((node) => ({ node, isOld: true })),
    ].flatMap(({ node, isOld }) => node.kind === 'scalar' && typeof node.value === 'string' && node.value !== ''
        ? [{ name: node.value.toLowerCase(), node, isOld }]
        : []);
}
// An old name says whose items are ours; two entries must not both say so.
function refuseTwins(names, problems) {
    const seen = new Set();
    for (const { name, node, isOld } of names.toSorted((a, b) => Number(a.isOld) - Number(b.isOld))) {
        if (seen.has(name)) {
            const what = isOld
                ? 'this old name is a name of another entry, or stands here twice'
                : 'another destination has this name already, upper and lower case aside';
            problems.add({
                place: node.place,
                what,
                fix: 'Names are shown everywhere: give each its own.',
            });
        }
        seen.add(name);
    }
}

;// CONCATENATED MODULE: ./push/config-types.js
// Which types a configuration names, before anything of it is read in earnest: so that only these are
// loaded. Finds no mistakes; that is config.ts's.


/** Whether any entry or connection may need a type; `aws` names all that begin with `aws-`. */
function typesNamedIn(sources) {
    const named = new Set(sources.flatMap((source) => {
        const root = (0,config_yaml/* readYaml */.g)(source, new config_problems/* Problems */.Zw());
        return root ? nodesIn(root).flatMap(config_types_typeOf) : [];
    }));
    return (type) => [...named].some((word) => type === word || type.startsWith(`${word}-`));
}
/** All that may be an entry or a connection. */
function nodesIn(root) {
    if (root.kind === 'list')
        return root.items;
    if (root.kind === 'scalar')
        return [];
    return [...root.entries.values()].flatMap(({ node }) => {
        if (node.kind === 'list')
            return node.items;
        return node.kind === 'map' ? [...node.entries.values()].map((entry) => entry.node) : [];
    });
}
function config_types_typeOf(node) {
    const type = node.kind === 'map' ? node.entries.get('type')?.node : undefined;
    return type?.kind === 'scalar' && typeof type.value === 'string' ? [type.value] : [];
}

;// CONCATENATED MODULE: ./push/endpoints.js
// Which servers a file of the checkout may name: a pull request may change it, so only public hosts of
// providers and what the input `allow-endpoints` lists. What nobody may name is addresses.ts's.



/**
 * The lines of `allow-endpoints`: `host`, which is its port 443, or `host:port`.
 * @throws ActionError INPUT_INVALID
 */
function parseAllowedEndpoints(lines) {
    const allowed = new Set();
    for (const [index, line] of lines.entries()) {
        const host = /^[^\s/?#@\\*%]+$/.test(line) && !line.endsWith(':') ? parse(`https://${line}`) : undefined;
        if (host === undefined) {
            throw new errors/* ActionError */.lZ('INPUT_INVALID', {
                what: `line ${index + 1} of the input \`allow-endpoints\` is no host`,
                fix: 'Write `host` or `host:port` (as in `vault.example.com:8200`), without https:// and without patterns.',
            });
        }
        allowed.add(keyOf(host));
    }
    return allowed;
}
/** What is wrong with the hosts of an entry; all of it. */
function checkEndpoints(of, hosts, rules) {
    return hosts.flatMap((host) => {
        const wrong = endpoints_refusalOf(host, rules);
        if (!wrong)
            return [];
        const { place, option } = host;
        return new errors/* ActionError */.lZ(wrong.code, {
            what: `${(0,config_problems/* placeText */.Z9)(place)}: destination \`${of}\`: \`${option}\` ${wrong.what}`,
            ...(place.origin === 'file' && { where: { file: place.shown, line: place.line } }),
            fix: wrong.fix,
        });
    });
}
function endpoints_refusalOf({ url: text, place }, rules) {
    const url = serverIn(text);
    if (!(url instanceof URL))
        return url;
    if (place.origin === 'workflow' || isAllowed(url, rules))
        return undefined;
    const line = url.port === '' && url.protocol === 'https:' ? hostOf(url) : keyOf(url);
    return {
        code: 'ENDPOINT_REFUSED',
        what: `names the host ${line}, which is neither the provider's own nor in \`allow-endpoints\``,
        fix: `If it is meant, give the step \`allow-endpoints: '${line}'\`: only the workflow may, because a pull request can change this file.`,
    };
}
function isAllowed(url, { publicHosts, allowed }) {
    if (allowed.has(keyOf(url)))
        return true;
    if (url.protocol !== 'https:' || url.port !== '')
        return false;
    return publicHosts.some((pattern) => matches(hostOf(url), pattern));
}
function matches(host, pattern) {
    const labels = host.split('.');
    const wanted = pattern.toLowerCase().split('.');
    return (labels.length === wanted.length &&
        wanted.every((label, index) => label === labels[index] || (label === '*' && labels[index] !== '')));
}

;// CONCATENATED MODULE: ./commands/push-config.js
// The destinations of a run: read from the workflow and from the repository, with the adapters that they
// name, and the hosts that they may talk to.








const MAX_FILE_BYTES = 1024 * 1024;
/** @throws ActionError, ActionErrors: all that is wrong with them */
async function readConfigured(inputs, workflow) {
    const sources = sourcesOf(inputs, workflow);
    const loaded = await load(typesNamedIn(sources));
    const registry = Object.keys(destinationTypes).map((type) => [type, loaded.get(type) ?? NOT_NAMED]);
    const config = readDestinations(sources, Object.fromEntries(registry));
    const allowed = parseAllowedEndpoints(inputs.push.allowEndpoints);
    (0,errors/* throwIfAny */.MI)(config.destinations.flatMap(({ name, type, hosts }) => checkEndpoints(name, hosts, {
        publicHosts: destinationTypes[type]?.publicHosts ?? [],
        allowed,
    })));
    const destinations = config.destinations.flatMap((entry) => {
        const destination = loaded.get(entry.type);
        return destination ? [{ entry, destination }] : [];
    });
    return { destinations, secrets: config.secrets };
}
/** Stands for the options of a type that nothing names: only its name is needed, to suggest it. */
const NOT_NAMED = { options: dist/* looseObject */._H3({}) };
async function load(isNamed) {
    const loaded = new Map();
    for (const [type, each] of Object.entries(destinationTypes)) {
        if (isNamed(type))
            loaded.set(type, await each.load());
    }
    return loaded;
}
function sourcesOf({ command, push }, workflow) {
    const inline = push.destinations === undefined
        ? []
        : [{ shown: 'destinations', origin: 'workflow', content: push.destinations }];
    const file = push.destinationsFile === undefined ? [] : [fileSource(push.destinationsFile, workflow)];
    const sources = [...inline, ...file];
    if (sources.length > 0)
        return sources;
    throw new errors/* ActionError */.lZ('INPUT_INVALID', {
        what: `\`${command}\` needs \`destinations\` or \`destinations-file\`, and neither is given`,
        fix: 'Say where values go, or come from; docs/push.md has examples.',
    });
}
function fileSource(given, { workspace }) {
    const path = (0,external_node_path_.resolve)(workspace.real, given);
    if (!(0,files/* isWithin */.UO)(workspace.real, path) || !(0,files/* isFreeOfLinks */.HQ)(workspace.real, path)) {
        throw new errors/* ActionError */.lZ('PATH_UNSAFE', {
            what: '`destinations-file` leads outside the workspace, or through a link',
            fix: 'Name a file of the checkout.',
        });
    }
    const read = (0,files/* readRegularFile */.XF)(path, MAX_FILE_BYTES);
    const shown = (0,files/* shownPath */.pS)(workspace.real, path);
    if ('bytes' in read)
        return { shown, origin: 'file', content: read.bytes };
    throw new errors/* ActionError */.lZ('FILE_UNREADABLE', {
        what: `${shown} cannot be read: ${read.failure}`,
        where: { file: shown },
        fix: 'Check `destinations-file`, and that actions/checkout is before this step.',
    });
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


/***/ }),

/***/ 9496:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   parseKeySchema: () => (/* binding */ parseKeySchema),
/* harmony export */   schemaInverse: () => (/* binding */ schemaInverse)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
/* harmony import */ var _template_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4533);
// The grammar of `key-schema`: a template with a few variables and helpers.


const MAX_LENGTH = 255;
const RULES = {
    variables: new Set(['secretKey', 'environment', 'project', 'file', 'branch']),
    helpers: new Map([
        ['lower', { arity: 1, run: (text = '') => text.toLowerCase() }],
        ['upper', { arity: 1, run: (text = '') => text.toUpperCase() }],
        [
            'replace',
            { arity: 3, run: (text = '', from = '', to = '') => text.replaceAll(from, () => to) },
        ],
    ]),
};
/** @throws ActionError SCHEMA_INVALID */
function parseKeySchema(text) {
    if (text.length > MAX_LENGTH)
        throw invalid(text, `it is longer than ${MAX_LENGTH} characters`);
    let template;
    try {
        template = (0,_template_js__WEBPACK_IMPORTED_MODULE_1__/* .parseTemplate */ .Q)(text, RULES);
    }
    catch (error) {
        if (!(error instanceof _template_js__WEBPACK_IMPORTED_MODULE_1__/* .TemplateError */ .$))
            throw error;
        throw invalid(text, `${error.message} (column ${error.column})`);
    }
    if (!template.uses.has('secretKey'))
        throw invalid(text, '{{secretKey}} must stand in it');
    return {
        usesEnvironment: template.uses.has('environment'),
        apply: (values) => template.render(values),
    };
}
function invalid(schema, why) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('SCHEMA_INVALID', {
        what: `\`key-schema: ${schema}\` cannot be used: ${why}`,
        fix: 'Write text around {{secretKey}}; {{environment}}, {{project}}, {{file}}, {{branch}} and {{upper secretKey}}, {{lower secretKey}}, {{replace secretKey "-" "_"}} are there too.',
    });
}
/** @throws ActionError SCHEMA_INVALID, also for helpers: several keys may become one name */
function schemaInverse(text) {
    const schema = parseKeySchema(text);
    try {
        (0,_template_js__WEBPACK_IMPORTED_MODULE_1__/* .parseTemplate */ .Q)(text, { ...RULES, helpers: new Map() });
    }
    catch (error) {
        if (!(error instanceof _template_js__WEBPACK_IMPORTED_MODULE_1__/* .TemplateError */ .$))
            throw error;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('SCHEMA_INVALID', {
            what: `\`key-schema: ${text}\` cannot be taken off names again, as an import needs it: it uses a helper (column ${error.column})`,
            fix: 'Write the text itself instead of {{upper …}}, {{lower …}} and {{replace …}}, or do not import from this destination.',
        });
    }
    return (name, values, spelled = (same) => same) => {
        const nameOf = (key) => schema.apply(new Map([...values, ['secretKey', key]]));
        const fixed = nameOf('').length;
        const length = (name.length - fixed) / (nameOf('a').length - fixed);
        if (length < 1)
            return undefined;
        // Whatever has this length at this place: no other key could give the name.
        const start = firstDifference(nameOf('a'), nameOf('b'));
        const key = name.slice(start, start + length);
        return spelled(nameOf(key)) === name ? key : undefined;
    };
}
function firstDifference(one, other) {
    let at = 0;
    while (at < one.length && one[at] === other[at])
        at += 1;
    return at;
}


/***/ }),

/***/ 1369:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ parseSelection)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
// The `select` rules: which variables go out, and under which names.

const RENAME = /^([^=\s]+)\s*=\s*([^=\s]+)$/;
const PATTERN = /^[\w.*-]+$/;
/**
 * Rules, in any order: `NAME`, `PREFIX_*`, `!NAME` (wins over everything), `NEW=OLD` (goes out as
 * NEW alone, unless a rule names OLD itself). No rule but exclusions = all.
 * @throws ActionError SELECT_INVALID
 */
function parseSelection(lines) {
    const excluded = [];
    const included = [];
    const literal = new Set();
    const renames = new Map();
    for (const line of lines) {
        const rename = RENAME.exec(line);
        if (rename) {
            const [, to = '', from = ''] = rename;
            if (/[*!]/.test(line))
                throw invalid(line, 'a rename takes two whole names');
            renames.set(from, [...(renames.get(from) ?? []), to]);
        }
        else {
            const [, mark, pattern = ''] = /^(!?)\s*(.*)$/s.exec(line) ?? [];
            if (!PATTERN.test(pattern))
                throw invalid(line, 'this is no name and no pattern');
            (mark ? excluded : included).push({ text: line, matches: wildcard(pattern) });
            if (!mark && !pattern.includes('*'))
                literal.add(pattern);
        }
    }
    const takesAll = included.length === 0 && renames.size === 0;
    const isIncluded = (name) => takesAll || included.some((rule) => rule.matches(name));
    return {
        namesFor(name) {
            if (excluded.some((rule) => rule.matches(name)))
                return [];
            const renamed = renames.get(name) ?? [];
            const keepsOwn = renamed.length === 0 ? isIncluded(name) : literal.has(name);
            return keepsOwn ? [name, ...renamed] : renamed;
        },
        unmatched(names) {
            const all = [...names];
            const rules = included.filter((rule) => rule.text !== '*' && !all.some(rule.matches));
            const sources = [...renames].filter(([from]) => !all.includes(from));
            return [
                ...rules.map((rule) => rule.text),
                ...sources.flatMap(([from, to]) => to.map((name) => `${name}=${from}`)),
            ];
        },
    };
}
function wildcard(pattern) {
    if (!pattern.includes('*'))
        return (name) => name === pattern;
    const [first = '', ...rest] = pattern.split('*');
    return (name) => {
        if (!name.startsWith(first))
            return false;
        let at = first.length;
        for (const [index, part] of rest.entries()) {
            if (index === rest.length - 1)
                return name.length - part.length >= at && name.endsWith(part);
            const found = name.indexOf(part, at);
            if (found === -1)
                return false;
            at = found + part.length;
        }
        return true;
    };
}
function invalid(rule, why) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('SELECT_INVALID', {
        what: `\`select\` holds the rule "${rule}": ${why}`,
        fix: 'One rule a line: `NAME`, `PREFIX_*`, `!NAME` or `NEW=OLD`.',
    });
}


/***/ }),

/***/ 4533:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ TemplateError),
/* harmony export */   Q: () => (/* binding */ parseTemplate)
/* harmony export */ });
/* harmony import */ var _handlebars_parser__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8496);
// Templates in Handlebars' grammar. Only its parser is used, never its compiler: `compile` prints
// ({{log x}}), reaches into objects ({{@root}}) and builds functions. What is accepted is text,
// {{name}} and {{helper name "text" 1}}; everything else is an error with its position.

/** A mistake in a template: 1-based line, 1-based column. */
class TemplateError extends Error {
    line;
    column;
    constructor(message, line, column) {
        super(message);
        this.line = line;
        this.column = column;
    }
}
/** @throws TemplateError */
function parseTemplate(text, rules) {
    const uses = new Set();
    const state = { rules, uses };
    const parts = parseNodes(text).map((node) => compile(node, state));
    return {
        uses,
        render: (values) => parts.map((part) => part(values)).join(''),
    };
}
function parseNodes(text) {
    try {
        return (0,_handlebars_parser__WEBPACK_IMPORTED_MODULE_0__/* .parseWithoutProcessing */ .Rz)(text).body;
    }
    catch (error) {
        const line = /line (\d+)/.exec(error.message)?.[1];
        throw new TemplateError('the braces do not form a template', Number(line ?? 1), 1);
    }
}
function compile(node, state) {
    if (node.type === 'ContentStatement')
        return constant(String(node.value));
    if (node.type !== 'MustacheStatement' || !node.path)
        throw refused(node, 'blocks, partials and comments');
    if (node.escaped === false)
        throw refused(node, '{{{ }}} and {{& }}');
    if (node.strip?.open || node.strip?.close)
        throw refused(node, '~');
    if (node.hash !== undefined && node.hash !== null)
        throw refused(node, 'name=value arguments');
    const params = node.params ?? [];
    if (params.length === 0)
        return lookUp(node.path, state);
    return callHelper(node.path, params, state);
}
function callHelper(path, params, state) {
    const name = nameOf(path);
    const helper = state.rules.helpers.get(name);
    if (!helper)
        throw unknown(path, 'helper', state.rules.helpers.keys());
    if (params.length !== helper.arity) {
        throw at(path, `${name} takes ${helper.arity} argument(s), not ${params.length}`);
    }
    const values = params.map((param) => argument(param, state));
    return (variables) => helper.run(...values.map((value) => value(variables)));
}
function argument(node, state) {
    if (node.type === 'StringLiteral' || node.type === 'NumberLiteral') {
        return constant(String(node.value));
    }
    return lookUp(node, state);
}
function lookUp(node, state) {
    const name = nameOf(node);
    if (!state.rules.variables.has(name)) {
        throw unknown(node, 'variable', state.rules.variables);
    }
    state.uses.add(name);
    return (values) => {
        const value = values.get(name);
        if (value === undefined)
            throw new RangeError(name);
        return value;
    };
}
function nameOf(node) {
    const isPlain = node.type === 'PathExpression' && node.depth === 0 && node.data === false && node.original;
    if (typeof isPlain === 'string' &&
        /^[A-Za-z_][A-Za-z0-9_]*$/.test(isPlain) &&
        isPlain !== 'this') {
        return isPlain;
    }
    throw refused(node, 'anything but single names, texts and numbers');
}
function constant(text) {
    return () => text;
}
function unknown(node, kind, known) {
    return at(node, `there is no ${kind} ${nameOf(node)}; known: ${[...known].join(', ')}`);
}
function refused(node, what) {
    return at(node, `${what} cannot be used here`);
}
function at(node, message) {
    return new TemplateError(message, node.loc.start.line, node.loc.start.column + 1);
}


/***/ })

};
