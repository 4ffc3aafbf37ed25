export const id = 142;
export const ids = [142,199,623,566];
export const modules = {

/***/ 2134:
/***/ ((module, __unused_webpack_exports, __webpack_require__) => {

var j=(e,n)=>()=>{try{return n||e((n={exports:{}}).exports,n),n.exports}catch(t){throw n=0,t}};var R=j((Z,N)=>{function T(e){return typeof e=="string"?!["false","0","no","off",""].includes(e.toLowerCase()):!!e}function U(e=process.env){let n={};for(let t of["ENCODING","PATH","QUIET","DEBUG","OVERRIDE","FAST"]){let r=e[`DOTENV_${t}`]!=null?e[`DOTENV_${t}`]:e[`DOTENV_CONFIG_${t}`];r!=null&&(n[t.toLowerCase()]=t==="ENCODING"||t==="PATH"?r:T(r))}return n}N.exports={parseBoolean:T,optionsFromEnv:U}});var P=j((ee,b)=>{var F=__webpack_require__(9896),_=__webpack_require__(6928),B=__webpack_require__(857),{URL:L,fileURLToPath:Q}=__webpack_require__(7016),{parseBoolean:$,optionsFromEnv:I}=R(),G=/(?:^|^)\s*(?:export\s+)?([\w.-]+)(?:\s*=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:#.*)?(?:$|$)/mg,y=new Uint8Array(256);for(let e=48;e<=57;e++)y[e]=1;for(let e=65;e<=90;e++)y[e]=1;for(let e=97;e<=122;e++)y[e]=1;y[45]=1;y[46]=1;y[95]=1;function H(e){let n={},t=e.toString();t=t.replace(/\r\n?/mg,`
`);let r;for(;(r=G.exec(t))!=null;){let o=r[1],i=r[2]||"";i=i.trim();let c=i[0];i=i.replace(/^(['"`])([\s\S]*)\1$/mg,"$2"),c==='"'&&(i=i.replace(/\\n/g,`
`),i=i.replace(/\\r/g,"\r")),n[o]=i}return n}function g(e){return e<=32?e===32||e>=9&&e<=13:e>=160&&(e===160||e===5760||e>=8192&&e<=8202||e===8232||e===8233||e===8239||e===8287||e===12288||e===65279)}function O(e){return e===10||e===8232||e===8233}function V(e){let n={},t=typeof e=="string"?e:e.toString();t.indexOf("\r")!==-1&&(t=t.replace(/\r\n?/g,`
`));let r=t.length,o=0;for(;o<r;){let i=t.charCodeAt(o);for(;o<r&&g(i);)o++,i=t.charCodeAt(o);if(o>=r)break;if(i===35){for(;o<r&&!O(t.charCodeAt(o));)o++;continue}let c=-1;if(i===101&&o+6<r&&t.charCodeAt(o+1)===120&&t.charCodeAt(o+2)===112&&t.charCodeAt(o+3)===111&&t.charCodeAt(o+4)===114&&t.charCodeAt(o+5)===116){let u=t.charCodeAt(o+6);if(g(u)){let s=o+7;for(;s<r&&g(t.charCodeAt(s));)s++;y[t.charCodeAt(s)]&&(c=o+6,o=s)}else i=t.charCodeAt(o)}let E=o,p=0;for(;o<r&&(p=t.charCodeAt(o),y[p]);)o++;if(o===E){for(;o<r&&!O(t.charCodeAt(o));)o++;continue}let k=t.slice(E,o),D=o;if(o>=r&&(p=0),g(p))do o++,p=o<r?t.charCodeAt(o):0;while(g(p));if(p===61)o++;else if(p===58&&o===D&&o+1<r&&g(t.charCodeAt(o+1)))o+=2;else{for(o=c===-1?D:c;o<r&&!O(t.charCodeAt(o));)o++;continue}let d=o,l=o;for(;l<r&&g(t.charCodeAt(l));)l++;let C=t.charCodeAt(l),a,q=!1;if(C===39||C===34||C===96){let u=t[l],s=t.indexOf(u,l+1),f=-1,h=-1;for(;s!==-1;){let x=t.charCodeAt(s-1)===92,w=s+1;for(;w<r&&!O(t.charCodeAt(w))&&g(t.charCodeAt(w));)w++;if((w===r||O(t.charCodeAt(w))||t.charCodeAt(w)===35)&&(f=s,h=w),!x)break;s=t.indexOf(u,s+1)}if(f!==-1){if(a=t.slice(l+1,f),o=h,t.charCodeAt(o)===35)for(;o<r&&!O(t.charCodeAt(o));)o++;q=!0}}if(!q){let u=t.indexOf(`
`,d);u===-1&&(u=r);let s;if(r<4096)s=t.indexOf("#",d),(s===-1||s>u)&&(s=u);else for(s=d;s<u&&t.charCodeAt(s)!==35;)s++;let f=d,h=s;for(;f<h&&g(t.charCodeAt(f));)f++;for(;h>f&&g(t.charCodeAt(h-1));)h--;let x=t.charCodeAt(f);if(a=t.slice(f,h),a.includes("\u2028")||a.includes("\u2029")?a=a.replace(/^(['"`])([\s\S]*)\1$/mg,"$2"):h-f>=2&&(x===39||x===34||x===96)&&t.charCodeAt(h-1)===x&&(a=t.slice(f+1,h-1)),o=s,s<u)for(;o<r&&!O(t.charCodeAt(o));)o++}C===34&&(q||l<o)&&a.indexOf("\\")!==-1&&(a=a.replace(/\\n/g,`
`).replace(/\\r/g,"\r")),n[k]=a}return n}function J(e,n){return n&&$(n.fast)?V(e):H(e)}function v(e){console.log(`\u2506 ${e}`)}function W(e){console.error(`\u25C7 ${e}`)}function S(e){return e[0]==="~"?_.join(B.homedir(),e.slice(1)):e}function K(e={}){let n={...e};for(let t of Object.keys(n))n[t]===void 0&&delete n[t];return{...I(),...n}}function M(e){e=K(e);let n=_.resolve(process.cwd(),".env"),t="utf8",r=process.env;e&&e.processEnv!=null&&(r=e.processEnv);let o=$(e&&e.debug);e&&e.encoding?t=e.encoding:o&&v("no encoding is specified (UTF-8 is used by default)");let i=[n];if(e&&e.path)if(!Array.isArray(e.path))i=[S(e.path)];else{i=[];for(let d of e.path)i.push(S(d))}let c,E={},p={fast:e.fast};for(let d of i)try{let l=A.parse(F.readFileSync(d,{encoding:t}),p);A.populate(E,l,e)}catch(l){o&&v(`failed to load ${d} ${l.message}`),c=l}let k=A.populate(r,E,e),D=$(Object.prototype.hasOwnProperty.call(e,"quiet")?e.quiet:I(r).quiet);if(o||!D){let d=Object.keys(k).length,l=[];for(let C of i)try{let a=_.relative(process.cwd(),C instanceof L?Q(C):C);l.push(a)}catch(a){o&&v(`failed to load ${C} ${a.message}`),c=a}W(`injected env (${d}) from ${l.join(",")}`)}return c?{parsed:E,error:c}:{parsed:E}}function Y(e){return A.configDotenv(e)}function z(e,n,t={}){let r=$(t&&t.debug),o=$(t&&t.override),i={};if(e===null||typeof e!="object"||n===null||typeof n!="object"){let c=new Error("OBJECT_REQUIRED: Please check the processEnv argument being passed to populate");throw c.code="OBJECT_REQUIRED",c}for(let c of Object.keys(n))Object.prototype.hasOwnProperty.call(e,c)?(o===!0&&(e[c]=n[c],i[c]=n[c]),r&&v(o===!0?`"${c}" is already defined and WAS overwritten`:`"${c}" is already defined and was NOT overwritten`)):(e[c]=n[c],i[c]=n[c]);return i}var A={configDotenv:M,config:Y,parse:J,populate:z};b.exports.configDotenv=A.configDotenv;b.exports.config=A.config;b.exports.parse=A.parse;b.exports.populate=A.populate;b.exports=A});var m=P();module.exports=m;module.exports.config=m.config;module.exports.configDotenv=m.configDotenv;module.exports.parse=m.parse;module.exports.populate=m.populate;


/***/ }),

/***/ 3497:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ outputPlace),
/* harmony export */   s: () => (/* binding */ unsafeOutput)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5650);
/* harmony import */ var _kanuka_layout_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7173);
/* harmony import */ var _platform_files_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1250);
// Where an input may have something written: inside the workspace or the runner's temp folder, through no
// link, and neither in git's folder nor in a store's. Looks only; writes nothing.




/** @throws ActionError PATH_UNSAFE */
function outputPlace(workflow, given) {
    const asked = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workflow.workspace.given, given.value);
    const home = [workflow.temp, workflow.workspace].find(({ given: named, real }) => (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .isWithin */ .UO)(named, asked) || (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .isWithin */ .UO)(real, asked));
    if (!home) {
        throw unsafeOutput(given, "it is neither inside the workspace nor inside the runner's temp folder");
    }
    const path = realPlace(home, asked);
    const parts = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.relative)(home.real, path).split(node_path__WEBPACK_IMPORTED_MODULE_0__.sep);
    if (parts.includes('.git') || parts.includes(_kanuka_layout_js__WEBPACK_IMPORTED_MODULE_2__/* .STORE_FOLDER */ .dB)) {
        throw unsafeOutput(given, `it is inside .git or ${_kanuka_layout_js__WEBPACK_IMPORTED_MODULE_2__/* .STORE_FOLDER */ .dB}`);
    }
    if (!(0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .isFreeOfLinks */ .HQ)(home.real, path))
        throw unsafeOutput(given, 'it leads through a link');
    return { path, within: home.real };
}
function realPlace(home, asked) {
    return (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .isWithin */ .UO)(home.given, asked) ? (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(home.real, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.relative)(home.given, asked)) : asked;
}
function unsafeOutput({ name, value }, why) {
    const example = name === 'sarif-file' ? 'kanuka.sarif' : 'secrets';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('PATH_UNSAFE', {
        what: `\`${name}: ${value}\` cannot be used: ${why}`,
        fix: `Name a path below the workspace, or one like \`\${{ runner.temp }}/${example}\`.`,
    });
}


/***/ }),

/***/ 2486:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ notReadable),
/* harmony export */   z: () => (/* binding */ readFrom)
/* harmony export */ });
/* harmony import */ var _destinations_shared_file_formats_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4046);
/* harmony import */ var _push_calls_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1439);
/* harmony import */ var _push_decision_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(1450);
/* harmony import */ var _push_desired_items_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9767);
/* harmony import */ var _push_import_names_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7868);
/* harmony import */ var _secret_value_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2577);
/* harmony import */ var _secrets_dotenv_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9061);
/* harmony import */ var _secrets_mask_collector_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2501);
/* harmony import */ var _pull_source_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(853);
/* harmony import */ var _masks_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(5405);










/** @throws ActionError IMPORT_UNREADABLE; whatever the adapter throws */
async function readFrom(importing, reading, means) {
    const { bundle } = importing.configured.entry;
    const read = bundle
        ? await readBundle(importing, reading, means)
        : await readItems(importing, reading, means);
    maskValues(read, means);
    return { ...importing, ...read };
}
async function readItems(importing, { session, items, current, store }, means) {
    const source = (0,_pull_source_js__WEBPACK_IMPORTED_MODULE_7__/* .sourceOf */ .v)({ ...importing, names: items, values: new Map() }, store, means);
    // Of a whole account only what is meant is asked for.
    const names = (0,_push_import_names_js__WEBPACK_IMPORTED_MODULE_3__/* .namesToRead */ .C)(source, current);
    return { names: items, values: await valuesOf({ importing, session, means }, names) };
}
async function readBundle(importing, { session, items }, means) {
    const { entry, destination } = importing.configured;
    const { format, item } = entry.bundle ?? { format: 'json', item: '' };
    const name = (0,_push_decision_js__WEBPACK_IMPORTED_MODULE_9__/* .spelling */ .DS)(destination.capabilities, item);
    const isThere = items.some((each) => (0,_push_decision_js__WEBPACK_IMPORTED_MODULE_9__/* .spelling */ .DS)(destination.capabilities, each) === name);
    const values = isThere ? await valuesOf({ importing, session, means }, [name]) : undefined;
    const text = values?.get(name);
    if (!(text instanceof _secret_value_js__WEBPACK_IMPORTED_MODULE_4__/* .SecretValue */ .i)) {
        throw unreadable(importing, {
            what: `there is no item ${item} that could be read`,
            fix: 'Check `item` and the place, and that the credentials may read it. Nothing was imported.',
        });
    }
    const unpacked = await unpack(format, text);
    if (unpacked)
        return { names: [...unpacked.keys()], values: unpacked };
    throw unreadable(importing, {
        what: `the item ${item} is no ${format} text of names and texts`,
        fix: 'Check `format`. Lists, null and nested values are not taken for text, nor are numbers of YAML: put them in quotes there.',
    });
}
async function unpack(format, text) {
    if (format === 'dotenv') {
        const { variables, strayLines } = (0,_secrets_dotenv_js__WEBPACK_IMPORTED_MODULE_5__/* .parseDotenv */ .qd)(text.reveal());
        return strayLines.length > 0 ? undefined : variables;
    }
    const values = await (0,_destinations_shared_file_formats_js__WEBPACK_IMPORTED_MODULE_0__/* .readValues */ .N$)(format, text.reveal(), 'as written');
    return values && new Map([...values].map(([name, value]) => [name, new _secret_value_js__WEBPACK_IMPORTED_MODULE_4__/* .SecretValue */ .i(value)]));
}
async function valuesOf({ importing, session, means }, names) {
    if (names.length === 0)
        return new Map();
    if (!session.get)
        throw notReadable(importing);
    if (means.stop.aborted)
        throw (0,_push_calls_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonOf */ .A3)(means.stop);
    return (0,_push_calls_js__WEBPACK_IMPORTED_MODULE_1__/* .untilCut */ .fN)(means, session.get(names));
}
/** Of a type whose values nobody gets back. */
function notReadable(importing) {
    return unreadable(importing, {
        what: 'its values cannot be read back',
        fix: 'Only from destinations whose values can be read something can be imported: take this one out.',
    });
}
function unreadable({ configured }, details) {
    return (0,_push_desired_items_js__WEBPACK_IMPORTED_MODULE_2__/* .problem */ .C)(configured.entry, 'IMPORT_UNREADABLE', details);
}
function maskValues({ values }, { inputs, deps }) {
    const masks = new _secrets_mask_collector_js__WEBPACK_IMPORTED_MODULE_6__/* .MaskCollector */ .c((0,_masks_js__WEBPACK_IMPORTED_MODULE_8__/* .maskPolicyOf */ .ws)(inputs, deps.workflow), new Set(inputs.unmasked));
    for (const [name, value] of values)
        if (value)
            masks.addExported(name, value.reveal());
    deps.mask(masks.masks);
}


/***/ }),

/***/ 5976:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ln: () => (/* binding */ importWarnings),
/* harmony export */   cf: () => (/* binding */ importSections),
/* harmony export */   p5: () => (/* binding */ describePull)
/* harmony export */ });
/* harmony import */ var _platform_printable_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9298);
/* harmony import */ var _push_refusals_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2173);
/* harmony import */ var _command_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7305);
/* harmony import */ var _commit_report_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6450);
/* harmony import */ var _masks_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5405);





const KINDS = ['added', 'changed', 'unchanged', 'skipped'];
function describePull(outcome, facts) {
    const { inputs, left } = facts;
    const { committed, failures } = outcome;
    const files = filesOf(outcome);
    const changed = files.filter(({ isChanged }) => isChanged);
    const isChanged = !inputs.dryRun && changed.length > 0;
    return {
        ..._command_js__WEBPACK_IMPORTED_MODULE_1__/* .EMPTY_REPORT */ .V,
        headline: headline(outcome, files, facts),
        sections: importSections(outcome, facts),
        notes: [
            ...(left === 0 ? [] : [`${(0,_platform_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(left, 'destination')} not pulled from on this branch`]),
            ...(isChanged ? (0,_commit_report_js__WEBPACK_IMPORTED_MODULE_4__/* .commitNotes */ .DP)(committed, inputs) : []),
        ],
        warnings: [
            ...facts.bare.map((name) => ({
                text: `"${name}" has nothing to import: no name there is one that \`key-schema\` and \`select\` give`,
            })),
            ...importWarnings(outcome, facts),
        ],
        failures,
        outputs: {
            changed: String(isChanged),
            files: JSON.stringify(changed.map(({ shown }) => shown)),
            'files-count': String(changed.length),
            ...(0,_commit_report_js__WEBPACK_IMPORTED_MODULE_4__/* .commitOutputs */ .yp)(committed),
        },
        details: {
            dryRun: inputs.dryRun,
            destinations: facts.destinations,
            files: files.map((file) => ({
                path: file.shown,
                result: resultOf(file, inputs),
                ...Object.fromEntries(KINDS.map((kind) => [kind, amount(file, kind)])),
                clashes: file.plan.clashes.length,
            })),
            commit: (0,_commit_report_js__WEBPACK_IMPORTED_MODULE_4__/* .commitDetails */ .y5)(committed),
            errors: failures.map(({ code, what }) => ({ code, what })),
        },
    };
}
function filesOf({ results }) {
    return results.flatMap(({ store, files }) => files.map((file) => ({ ...file, shown: store.shown(file.path) })));
}
function amount({ plan }, kind) {
    return plan.rows.filter((row) => row.kind === kind).length;
}
function resultOf({ isNew, isChanged }, { dryRun }) {
    if (!isChanged)
        return 'as it was';
    return `${dryRun ? 'would be ' : ''}${isNew ? 'made' : 'changed'}`;
}
function headline({ committed, failures }, files, { inputs, destinations }) {
    const sum = (kind) => files.reduce((total, file) => total + amount(file, kind), 0);
    const would = inputs.dryRun ? 'would be ' : '';
    const counts = KINDS.map((kind) => kind === 'unchanged' ? `${sum(kind)} unchanged` : `${sum(kind)} ${would}${kind}`);
    const start = inputs.dryRun ? 'Dry run, nothing was changed: ' : '';
    return [
        `${start}${(0,_platform_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(destinations.length, 'destination')} into ${(0,_platform_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(files.length, 'file')}: ${counts.join(', ')}`,
        ...(committed ? [(0,_commit_report_js__WEBPACK_IMPORTED_MODULE_4__/* .whereTo */ .VM)(committed)] : []),
        ...(failures.length > 0 ? [`${(0,_platform_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(failures.length, 'problem')}, see below`] : []),
    ].join('. ');
}
/** Also beside a push that took something in. */
function importSections(outcome, { inputs, workflow }) {
    const files = filesOf(outcome);
    const totals = {
        title: 'Imported into',
        columns: ['secret file', ...KINDS, 'result'],
        rows: files.map((file) => [
            file.shown,
            ...KINDS.map((kind) => String(amount(file, kind))),
            resultOf(file, inputs),
        ]),
    };
    if (!(0,_masks_js__WEBPACK_IMPORTED_MODULE_2__/* .showsNames */ .$y)(inputs, workflow))
        return [totals];
    return [
        totals,
        {
            title: 'Variables',
            columns: ['secret file', 'variable', 'destination', 'result', 'why'],
            rows: files.flatMap(({ shown, plan }) => plan.rows
                .filter(({ kind }) => kind !== 'unchanged')
                .map(({ name, destination, kind, why }) => [shown, name, destination, kind, why])),
        },
    ];
}
function importWarnings(outcome, { inputs, workflow }) {
    return filesOf(outcome).flatMap(({ shown, plan: { clashes } }) => {
        if (clashes.length === 0)
            return [];
        const who = [...new Set(clashes.flatMap(({ destinations }) => destinations))];
        const what = (0,_masks_js__WEBPACK_IMPORTED_MODULE_2__/* .showsNames */ .$y)(inputs, workflow)
            ? (0,_push_refusals_js__WEBPACK_IMPORTED_MODULE_0__/* .listed */ .KE)(clashes.map(({ name }) => name))
            : (0,_platform_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(clashes.length, 'variable');
        return [
            {
                file: shown,
                text: `${(0,_push_refusals_js__WEBPACK_IMPORTED_MODULE_0__/* .listed */ .KE)(who)} have different values of ${what}; the later destination counts`,
            },
        ];
    });
}


/***/ }),

/***/ 853:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  K: () => (/* binding */ importingInto),
  v: () => (/* binding */ sourceOf)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./kanuka/layout.js
var layout = __webpack_require__(7173);
// EXTERNAL MODULE: ./push/desired-items.js + 1 modules
var desired_items = __webpack_require__(9767);
// EXTERNAL MODULE: ./push/refusals.js
var refusals = __webpack_require__(2173);
;// CONCATENATED MODULE: ./push/import-target.js
// Which secret file an import goes into: the one that `from` names. Pure.


/**
 * The one file that `from` names, for an import. Whether it is a name of a secret file is for the
 * store to say, which makes it where it is absent.
 * @throws ActionError DESTINATIONS_INVALID
 */
function importTarget(entry, secretFiles) {
    const [given, ...others] = entry.from ?? [];
    const path = given?.replace(/^(\.\/)+/, '');
    // A name may look like a glob and be meant literally.
    const isThere = path !== undefined && secretFiles.includes(path);
    if (path !== undefined && others.length === 0 && (isThere || isName(path))) {
        return { path, isNew: !isThere };
    }
    const several = entry.from === undefined ? 'all files' : (0,refusals/* listed */.KE)(entry.from);
    throw (0,desired_items/* problem */.C)(entry, 'DESTINATIONS_INVALID', {
        what: `values are to be imported, and \`from\` names not one file but ${several}`,
        fix: 'Name the encrypted file that takes them, without wildcards: `from: .env.production.kanuka`. It is made where it is missing.',
    });
}
function isName(path) {
    return !/[*?[{]|^!|^\/|[\\\0]/.test(path) && path.endsWith('.kanuka');
}

// EXTERNAL MODULE: ./secrets/key-schema.js
var key_schema = __webpack_require__(9826);
// EXTERNAL MODULE: ./secrets/key-schema-parser.js
var key_schema_parser = __webpack_require__(9496);
// EXTERNAL MODULE: ./commands/each-store.js
var each_store = __webpack_require__(9483);
// EXTERNAL MODULE: ./commands/push-targets.js + 4 modules
var push_targets = __webpack_require__(7568);
;// CONCATENATED MODULE: ./commands/pull-source.js
// Entries of a configuration as an import sees them: which store, which file, under which names. Sends
// nothing and reads no secret.








/** All of them; what is wrong with an entry is among the failures. */
async function importingInto(destinations, stores) {
    const choices = stores.map((store) => ({ store }));
    return (0,each_store/* eachStore */.P)(destinations, (configured) => {
        const { entry } = configured;
        const store = (0,push_targets/* storeOf */.xX)(entry.store, choices)?.store;
        if (!store)
            throw (0,push_targets/* unknownStore */.AI)(entry.name, choices);
        return { configured, root: store.root, path: importTarget(entry, store.secretFiles).path };
    });
}
/** @throws ActionError SCHEMA_INVALID */
function sourceOf({ configured, path, names, values }, store, { inputs, deps }) {
    const { entry, destination } = configured;
    const { spelled } = destination.capabilities.names;
    const keySchema = entry.keySchema ?? inputs.keySchema;
    const plaintext = external_node_path_.posix.basename((0,layout/* plaintextPath */.RF)(path));
    const environment = entry.environment ?? inputs.environment ?? (0,key_schema/* environmentOf */.p)(plaintext);
    if (environment === undefined && (0,key_schema_parser.parseKeySchema)(keySchema).usesEnvironment) {
        throw withoutEnvironment(configured, store.shown(path));
    }
    return {
        name: entry.name,
        where: entry.where,
        empty: entry.empty,
        initialSync: entry.initialSync,
        keySchema,
        schemaValues: new Map([
            ['environment', environment ?? ''],
            ['project', store.config.projectName],
            ['file', plaintext],
            ['branch', deps.workflow.refName],
        ]),
        select: entry.select ?? inputs.select,
        derived: entry.values.keys(),
        ...(spelled && !entry.bundle && { spelled }),
        names,
        values,
    };
}
function withoutEnvironment({ entry }, file) {
    return (0,desired_items/* problem */.C)(entry, 'SCHEMA_INVALID', {
        what: `\`key-schema\` uses {{environment}}, and the name of ${file} tells none`,
        fix: 'Give it: `environment: production`. File names tell it as in `.env.production.kanuka`.',
    });
}


/***/ }),

/***/ 2927:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  a: () => (/* binding */ importInto),
  n: () => (/* binding */ openTexts)
});

// EXTERNAL MODULE: ./errors.js
var errors_0 = __webpack_require__(5650);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./platform/files.js
var platform_files = __webpack_require__(1250);
// EXTERNAL MODULE: ./platform/printable.js
var printable = __webpack_require__(9298);
// EXTERNAL MODULE: ./kanuka/layout.js
var layout = __webpack_require__(7173);
// EXTERNAL MODULE: ./kanuka/log-edit.js
var log_edit = __webpack_require__(4566);
// EXTERNAL MODULE: ./kanuka/secretbox.js
var secretbox = __webpack_require__(5866);
// EXTERNAL MODULE: ./kanuka/symmetric-key.js
var symmetric_key = __webpack_require__(4134);
;// CONCATENATED MODULE: ./kanuka/encryption.js
// Secret files sealed under the key that the store has: for values that come back from elsewhere. From
// an opened store and plaintext to edits in memory; nothing is written here. Nobody gains or loses
// access by it. Proves itself: what was sealed is opened again before it is given out.









/**
 * The edits that put these files into the store, and one line into its log. A file that holds the same
 * already is no edit; without any there are none.
 * @throws ActionError PATH_UNSAFE, FILE_TOO_LARGE, FILE_UNREADABLE, FILE_DAMAGED, KEY_OR_STORE_DAMAGED
 */
async function encryptFiles(request) {
    const { opened } = request;
    refuseTwice(request.files);
    for (const file of request.files)
        refuseImpossible(opened, file);
    const files = request.files.filter((file) => isChanged(opened, file));
    if (files.length === 0)
        return [];
    const key = await presentKey(request);
    try {
        const sealed = [];
        for (const { path, plaintext } of files) {
            sealed.push({ path, after: (0,secretbox/* sealSecretbox */.N)(plaintext.reveal(), key) });
            await (0,platform_files/* breathe */.q7)();
        }
        await prove({ ...request, files }, sealed);
        return [...sealed, (0,log_edit.withLogLines)(opened.store, [logLine({ ...request, files })])];
    }
    finally {
        key.fill(0);
    }
}
function refuseTwice(files) {
    const twice = files.find(({ path }, at) => files.findIndex((one) => one.path === path) !== at);
    if (twice)
        throw unsafe(`${twice.path} is to be written twice`);
}
function refuseImpossible({ store, files }, { path, plaintext }) {
    const shown = store.shown(path);
    if (!(0,layout/* isLayoutPath */.Yr)(path) || !(0,layout/* isSecretFileName */.e0)(external_node_path_.posix.basename(path))) {
        throw unsafe(`${shown} is no name of a secret file in ${store.title}`);
    }
    const nested = store.nestedStores.find((folder) => path.startsWith(`${folder}/`));
    if (nested !== undefined) {
        throw unsafe(`${shown} belongs to the store in ${store.shown(nested)}, not to ${store.title}`);
    }
    const bytes = plaintext.reveal().length + layout/* CIPHERTEXT_OVERHEAD */._x;
    if (bytes > layout/* MAX_SECRET_FILE_BYTES */.J4) {
        throw new errors_0/* ActionError */.lZ('FILE_TOO_LARGE', {
            what: `${shown} would have ${(0,printable/* size */.Ej)(bytes)}; at most ${(0,printable/* size */.Ej)(layout/* MAX_SECRET_FILE_BYTES */.J4)} are opened`,
            where: { file: shown },
            fix: 'Keep large data elsewhere and its key here.',
        });
    }
    if (files.some((file) => file.path === path))
        return;
    // Whoever replaces what was not opened would lose what stands in it.
    if (store.secretFiles.includes(path))
        throw new TypeError('a file to replace was not opened');
    const read = store.tree.read(path, 0);
    if ('bytes' in read || read.failure !== 'absent') {
        throw new errors_0/* ActionError */.lZ('FILE_UNREADABLE', {
            what: `${shown} is to be made, but something else has its name`,
            where: { file: shown },
            fix: 'Remove what is there (a link, a folder), or choose another name.',
        });
    }
}
function unsafe(what) {
    return new errors_0/* ActionError */.lZ('PATH_UNSAFE', {
        what,
        fix: 'Secret files lie below the folder that holds `.kanuka/`, have `.env` in their name and end in `.kanuka`: `config/.env.production.kanuka`.',
    });
}
function isChanged({ files }, { path, plaintext }) {
    const before = files.find((file) => file.path === path);
    return before === undefined || !isSame(before.plaintext.reveal(), plaintext.reveal());
}
function isSame(one, other) {
    return one?.length === other.length && (0,external_node_crypto_.timingSafeEqual)(one, other);
}
/** Opened again, since a store gives out no key; it must still open one of the store's files. */
async function presentKey({ opened, privateKey }) {
    const { store, member, isProven } = opened;
    const key = (0,symmetric_key/* unwrapSymmetricKey */.oh)(store, member, privateKey);
    if (key) {
        if (!isProven || (await opensAny(store, key)))
            return key;
        key.fill(0);
    }
    throw (0,symmetric_key/* keyOrStoreDamaged */.dC)(store, member);
}
async function opensAny(store, key) {
    for (const path of store.secretFiles) {
        const read = store.tree.read(path, layout/* MAX_SECRET_FILE_BYTES */.J4);
        if ('bytes' in read && (0,secretbox/* openSecretbox */.i)(read.bytes, key))
            return true;
        await (0,platform_files/* breathe */.q7)();
    }
    return false;
}
// The last look before anything leaves memory: what is not opened again is lost.
async function prove({ opened, privateKey, files }, sealed) {
    const after = new Map(sealed.map((edit) => [edit.path, edit.after]));
    const key = (0,symmetric_key/* unwrapSymmetricKey */.oh)(opened.store, opened.member, privateKey);
    let isProven = key !== undefined;
    for (const { path, plaintext } of files) {
        const bytes = after.get(path);
        isProven &&= isSame(key && bytes && (0,secretbox/* openSecretbox */.i)(bytes, key), plaintext.reveal());
        await (0,platform_files/* breathe */.q7)();
    }
    key?.fill(0);
    if (!isProven)
        throw new TypeError('what was sealed does not open again');
}
/** As Kanuka logs it, but with paths of the store: those of the runner tell nobody anything. */
function logLine({ opened, files, now }) {
    const { member } = opened;
    return {
        time: now,
        user: member.email ?? '',
        uuid: member.uuid,
        op: 'encrypt',
        files: files.map(({ path }) => path),
    };
}

// EXTERNAL MODULE: ./kanuka/open-store.js
var open_store = __webpack_require__(9003);
// EXTERNAL MODULE: ./push/import-plan.js
var import_plan = __webpack_require__(85);
// EXTERNAL MODULE: ./secret-value.js
var secret_value = __webpack_require__(2577);
// EXTERNAL MODULE: ../node_modules/dotenv/dist/index.cjs
var dist = __webpack_require__(2134);
// EXTERNAL MODULE: ./secrets/dotenv-value.js
var dotenv_value = __webpack_require__(717);
// EXTERNAL MODULE: ./secrets/dotenv.js
var secrets_dotenv = __webpack_require__(9061);
;// CONCATENATED MODULE: ./secrets/dotenv-assignment.js
// One assignment of a dotenv file, written anew: as near to the old one as is read back. Owns the forms
// that a value has, with quotes, escapes and comments. Where it stands is dotenv-edit.ts's.


const QUOTES = ["'", '"', '`'];
// `export`, name and sign, blanks; a value in quotes may begin lines further down.
const HEAD = /^(?:export\s+)?[\w.-]+(?:\s*=|:\s)(?:\s*(?=['"`])|[^\S\n\u2028\u2029]*(?=[^\s#])|)/;
const AFTER_QUOTE = /[^\S\n\u2028\u2029]*(?:#.*)?$/y;
/** What is set behind a value that ends in a backslash; not for people. */
const STOPPER = /^ #['"`]\.(?=\s|$)/;
function partsOf(old) {
    const [head = ''] = HEAD.exec(old) ?? [];
    const rest = old.slice(head.length);
    const quote = QUOTES.find((each) => rest.startsWith(each));
    const quoted = quote === undefined ? undefined : inItsQuotes(rest, quote);
    if (quote === undefined || quoted === undefined) {
        const value = (rest.split('#', 1)[0] ?? '').trimEnd();
        return { head, quote: undefined, hasEscapes: false, tail: rest.slice(value.length) };
    }
    const tail = rest.slice(quoted.length).replace(STOPPER, '');
    return { head, quote, hasEscapes: quote === '"' && quoted.includes('\\n'), tail };
}
/** The value with its quotes, as the scanner finds its end; undefined: they are part of the value. */
function inItsQuotes(rest, quote) {
    const candidates = [];
    for (let at = 1; at < rest.length; at += 1) {
        if (rest[at] === quote) {
            candidates.push(at);
            break;
        }
        if (rest[at] !== '\\' || rest[at + 1] !== quote)
            continue;
        at += 1;
        candidates.push(at);
    }
    const closing = candidates.findLast((at) => {
        AFTER_QUOTE.lastIndex = at + 1;
        return AFTER_QUOTE.test(rest);
    });
    return closing === undefined ? undefined : rest.slice(0, closing + 1);
}
/** The first form that is read back alone; the one nearest to the old one is tried first. */
function assignment(name, { value, old, preferred }) {
    // Half a character has no bytes.
    if (!value.isWellFormed())
        return undefined;
    const { head, quote, hasEscapes, tail } = partsOf(old);
    const kept = preferred ?? (isPlainIn(quote, value) ? quote : undefined);
    // As a push writes it into a dotenv item.
    const canonical = (0,dotenv_value/* dotenvValue */.q)(value);
    const forms = [
        ...(kept === undefined ? [] : inQuotes(value, kept, hasEscapes)),
        ...(canonical === undefined ? [] : [canonical]),
        ...QUOTES.flatMap((each) => inQuotes(value, each, false)),
    ];
    // Other readers want a blank before a comment.
    const gap = tail.startsWith('#') ? ' ' : '';
    return forms
        .map((form) => head + form + gap + tail)
        .find((written) => isReadAs(written, name, value));
}
/** Whether shells and other readers, too, take it in these quotes as it is. */
function isPlainIn(quote, value) {
    return quote !== '"' || !/[$`\\]/.test(value);
}
function inQuotes(value, quote, hasEscapes) {
    // It would be read back where no other quote follows, but not by people.
    if (value.replaceAll(`\\${quote}`, '').includes(quote))
        return [];
    const forms = [value];
    if (quote === '"') {
        const returns = value.replaceAll('\r', '\\r');
        forms.push(returns);
        if (hasEscapes)
            forms.unshift(returns.replaceAll('\n', '\\n'));
    }
    // So that a backslash at the end cannot be taken to escape the quote.
    const stopper = value.endsWith('\\') ? ` #${quote}.` : '';
    return forms.map((form) => quote + form + quote + stopper);
}
/** Also before lines whose quotes would be found if the value did not end by itself. */
function isReadAs(written, name, value) {
    const neighbour = `${name}_`;
    return ["'#", '"#', '`#'].every((start) => {
        const read = (0,secrets_dotenv/* dotenvValues */.Dd)(`${written}\n${neighbour}=${start}\n`);
        return read.size === 2 && read.get(name) === value && read.has(neighbour);
    });
}

;// CONCATENATED MODULE: ./secrets/dotenv-edit.js
// New values into the text of a dotenv file, everything else left as it is: order, comments, line
// ends, byte order mark. Owns where an assignment stands; how it is written is dotenv-assignment.ts's.
// Nothing is given out that dotenv and our own reader do not read back as exactly what was wanted. Pure.






/**
 * The text with these values: of a variable that is there the assignment that counts (the last one)
 * is changed, new ones are appended in the order of the map. A value that is right already stays as
 * it is written.
 * @param file as messages name it
 * @throws ActionError or ActionErrors NAME_INVALID, VALUE_NOT_WRITABLE, FILE_TOO_LARGE
 */
function editDotenv(source, wanted, file) {
    const before = (0,secrets_dotenv/* dotenvValues */.Dd)(source);
    const changed = new Map([...wanted]
        .map(([name, value]) => [name, value.reveal()])
        .filter(([name, value]) => before.get(name) !== value));
    if (changed.size === 0)
        return new secret_value/* SecretValue */.i(source);
    refuseBadNames([...changed.keys()], file);
    const after = new Map([...before, ...changed]);
    let wrong = [];
    for (const quote of PREFERENCES) {
        const { text, unwritable } = assemble(source, changed, quote);
        wrong = unwritable.length > 0 ? unwritable : misread(text, after);
        if (wrong.length > 0)
            continue;
        if (Buffer.byteLength(text) > secrets_dotenv/* MAX_DOTENV_BYTES */.y_)
            throw tooLarge(file);
        return new secret_value/* SecretValue */.i(text);
    }
    (0,errors_0/* throwIfAny */.MI)(wrong.map((name) => notWritable(name, file)));
    throw new TypeError('nothing is wrong, and nothing was written');
}
/** Quotes to try first: those of the line; others where an open quote further up would take them. */
const PREFERENCES = [undefined, "'", '"', '`'];
function assemble(source, changed, preferred) {
    const normal = source.replace(/\r\n?/g, '\n');
    const inSource = sourceOffsets(source);
    const lineEnd = usualLineEnd(source);
    const places = lastAssignments(normal);
    const unwritable = [];
    const parts = [];
    const write = (name, old) => {
        const written = assignment(name, { value: changed.get(name) ?? '', old, preferred });
        if (written === undefined)
            unwritable.push(name);
        else
            parts.push(written.replaceAll('\n', lineEnd));
    };
    let done = 0;
    for (const { name, start, end } of places.values()) {
        if (!changed.has(name))
            continue;
        parts.push(source.slice(done, inSource(start)));
        write(name, normal.slice(start, end));
        done = inSource(end);
    }
    parts.push(source.slice(done));
    let needsLineEnd = !/(?:^\ufeff?|[\r\n])$/.test(source);
    for (const name of changed.keys()) {
        if (places.has(name))
            continue;
        parts.push(needsLineEnd ? lineEnd : '');
        write(name, `${name}=`);
        parts.push(lineEnd);
        needsLineEnd = false;
    }
    return { text: parts.join(''), unwritable };
}
const REST_OF_LINE = /.*/y;
const BLANK = /\s*/y;
/** Of each name the assignment that counts, in the order of the text. */
function lastAssignments(normal) {
    const { assignments, texts } = (0,secrets_dotenv/* scan */.SQ)(normal);
    const places = new Map();
    let at = skip(BLANK, normal, 0);
    for (const [index, { name }] of assignments.entries()) {
        const text = texts[index] ?? '';
        // What is no assignment goes to the end of its line: there the next one can begin.
        while (at < normal.length && !normal.startsWith(text, at)) {
            at = skip(BLANK, normal, skip(REST_OF_LINE, normal, at));
        }
        places.delete(name);
        places.set(name, { name, start: at, end: at + text.length });
        at = skip(BLANK, normal, at + text.length);
    }
    return places;
}
function skip(pattern, text, at) {
    pattern.lastIndex = at;
    return at + (pattern.exec(text)?.[0].length ?? 0);
}
/** From offsets of the text with line feeds only, in growing order, to those of the text itself. */
function sourceOffsets(source) {
    let removed = 0;
    let next = source.indexOf('\r\n');
    return (offset) => {
        while (next !== -1 && next - removed < offset) {
            removed += 1;
            next = source.indexOf('\r\n', next + 2);
        }
        return offset + removed;
    };
}
function usualLineEnd(source) {
    const counts = new Map([
        ['\n', 0],
        ['\r\n', 0],
        ['\r', 0],
    ]);
    for (const [end] of source.matchAll(/\r\n?|\n/g))
        counts.set(end, (counts.get(end) ?? 0) + 1);
    const [[usual] = ['\n']] = [...counts].toSorted(([, one], [, other]) => other - one);
    return usual;
}
/** Names that are not read back as they should be, by the library or by us. */
function misread(text, wanted) {
    const ours = (0,secrets_dotenv/* dotenvValues */.Dd)(text);
    const readings = [ours];
    if (isCheapForLibrary(text))
        readings.push(new Map(Object.entries((0,dist.parse)(text))));
    const names = new Set([...wanted.keys(), ...readings.flatMap((read) => [...read.keys()])]);
    return [...names].filter((name) => readings.some((read) => read.get(name) !== wanted.get(name)));
}
/** Some tenths of a second. */
const MAX_LIBRARY_STEPS = 1e8;
/** The library takes quadratic time in blank lines; beyond that our reader, proven equal, has to do. */
function isCheapForLibrary(text) {
    let steps = 0;
    for (const [{ length }] of text.matchAll(/\s+/g))
        steps += length * length;
    return steps <= MAX_LIBRARY_STEPS;
}
function refuseBadNames(names, file) {
    const { pattern, allows, maxLength } = dotenv_value/* dotenvNames */.z;
    const bad = names.filter((name) => !pattern.test(name) || name.length > maxLength);
    (0,errors_0/* throwIfAny */.MI)(bad.map((name) => refusal('NAME_INVALID', file, {
        what: `${JSON.stringify(name.slice(0, 80))} cannot be the name of a variable in ${file}`,
        fix: `Names in dotenv files are ${allows}, ${maxLength} characters at most. Leave it out (\`!NAME\`) or rename it.`,
    })));
}
function notWritable(name, file) {
    return refusal('VALUE_NOT_WRITABLE', file, {
        what: `no dotenv text of ${name} in ${file} is read back as its value`,
        fix: 'A dotenv file has no form for some mixtures of quotes, `#` and line ends, and a quote that is opened and never closed changes what later lines mean. Correct the file, or keep the value in base64.',
    });
}
function tooLarge(file) {
    return refusal('FILE_TOO_LARGE', file, {
        what: `${file} would become too large to hold variables (over ${secrets_dotenv/* MAX_DOTENV_BYTES */.y_} bytes)`,
        fix: 'Bring fewer values into it, or into several files.',
    });
}
function refusal(code, file, details) {
    return new errors_0/* ActionError */.lZ(code, { ...details, where: { file } });
}

// EXTERNAL MODULE: ./secrets/mask-collector.js
var mask_collector = __webpack_require__(2501);
// EXTERNAL MODULE: ./commands/pull-source.js + 1 modules
var pull_source = __webpack_require__(853);
// EXTERNAL MODULE: ./commands/masks.js
var commands_masks = __webpack_require__(5405);
// EXTERNAL MODULE: ./commands/rotate-store.js + 1 modules
var rotate_store = __webpack_require__(4135);
;// CONCATENATED MODULE: ./commands/pull-store.js
// Values that were read into the secret files of one store, up to the edits in memory: open, plan, edit,
// encrypt. Where the store is read from (disk or a commit) and where the edits go is the caller's.











/** @throws ActionError, ActionErrors: whatever stands in the way; nothing was changed */
async function importInto(store, reads, context) {
    const { repository, privateKey, now } = context;
    const byPath = Map.groupBy(reads, ({ path }) => path);
    if (repository)
        await (0,rotate_store/* refuseFiltered */.k)(store, [...byPath.keys()], { repository });
    const { opened, texts } = await openTexts(store, [...byPath.keys()], context);
    const errors = [];
    const files = [];
    const plaintexts = [];
    for (const [path, group] of byPath) {
        const { text, variables } = texts.get(path) ?? NEW;
        const sources = group.map((read) => (0,pull_source/* sourceOf */.v)(read, store, context));
        const plan = (0,import_plan/* planImport */.B)({ file: store.shown(path), current: variables, sources });
        errors.push(...plan.errors);
        const isNew = !texts.has(path);
        const isChanged = plan.errors.length === 0 && plan.values.size > 0;
        files.push({ path, isNew, isChanged, plan });
        if (!isChanged)
            continue;
        const edited = editDotenv(text, plan.values, store.shown(path));
        plaintexts.push({ path, plaintext: new secret_value/* SecretValue */.i(Buffer.from(edited.reveal())) });
    }
    (0,errors_0/* throwIfAny */.MI)(errors);
    return {
        store,
        files,
        edits: await encryptFiles({ opened, files: plaintexts, privateKey, now }),
    };
}
const NEW = { text: '', variables: new Map() };
/** Opens those of these files that are there. @throws ActionError FILE_NOT_TEXT, FILE_NOT_DOTENV, FILE_TOO_LARGE */
async function openTexts(store, paths, { inputs, deps, privateKey }) {
    const there = paths.filter((path) => store.secretFiles.includes(path));
    const opened = await (0,open_store/* openStore */.C)(store, privateKey, there);
    const masks = new mask_collector/* MaskCollector */.c((0,commands_masks/* maskPolicyOf */.ws)(inputs, deps.workflow), new Set(inputs.unmasked));
    const texts = new Map();
    for (const { path, plaintext } of opened.files) {
        const bytes = plaintext.reveal();
        const text = bytes.length > secrets_dotenv/* MAX_DOTENV_BYTES */.y_ ? undefined : (0,secrets_dotenv/* decodeText */.g7)(bytes);
        const dotenv = text === undefined ? undefined : (0,secrets_dotenv/* parseDotenv */.qd)(text);
        masks.addFile(store.shown(path), bytes, dotenv);
        if (text === undefined || !dotenv)
            throw notText(store.shown(path));
        const [line] = dotenv.strayLines;
        if (line !== undefined)
            throw notDotenv(store.shown(path), line);
        texts.set(path, { text, variables: dotenv.variables });
    }
    deps.mask(masks.masks);
    return { opened, texts };
}
function notText(file) {
    return new errors_0/* ActionError */.lZ('FILE_NOT_TEXT', {
        what: `${file} is no UTF-8 text of at most ${secrets_dotenv/* MAX_DOTENV_BYTES */.y_} bytes, so no variables can be brought into it`,
        where: { file },
        fix: 'Save it as UTF-8, or name another file in `from`.',
    });
}
function notDotenv(file, line) {
    return new errors_0/* ActionError */.lZ('FILE_NOT_DOTENV', {
        what: `line ${line} of the decrypted ${file} is no assignment, so no variables are brought into it`,
        where: { file },
        fix: 'Write NAME=value; put values with line ends in double quotes. Or name another file in `from`.',
    });
}


/***/ }),

/***/ 3935:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  JQ: () => (/* binding */ importStopped),
  OX: () => (/* binding */ importValues),
  i: () => (/* binding */ readForChange)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./errors.js
var errors = __webpack_require__(5650);
// EXTERNAL MODULE: ./git/repository.js
var git_repository = __webpack_require__(5884);
// EXTERNAL MODULE: ./kanuka/store.js
var store = __webpack_require__(2318);
// EXTERNAL MODULE: ./platform/tree.js
var tree = __webpack_require__(4469);
// EXTERNAL MODULE: ./push/calls.js
var calls = __webpack_require__(1439);
// EXTERNAL MODULE: ./commands/apply-edits.js + 1 modules
var apply_edits = __webpack_require__(7822);
// EXTERNAL MODULE: ./commands/commit-stores.js + 8 modules
var commit_stores = __webpack_require__(4876);
// EXTERNAL MODULE: ./commands/each-store.js
var each_store = __webpack_require__(9483);
// EXTERNAL MODULE: ./commands/pull-store.js + 3 modules
var pull_store = __webpack_require__(2927);
// EXTERNAL MODULE: ./platform/printable.js
var printable = __webpack_require__(9298);
// EXTERNAL MODULE: ./commands/sync-wording.js
var sync_wording = __webpack_require__(6860);
;// CONCATENATED MODULE: ./commands/pull-wording.js


/** GitHub takes 65,536 characters. */
const MAX_ITEMS = 150;
function importWording(stores, reads, { commit, redact }) {
    const names = [...new Set(reads.map(({ configured }) => redact(configured.entry.name)))];
    const lines = stores.flatMap(({ store, files }) => files
        .filter(({ isChanged }) => isChanged)
        .map((file) => ({ path: redact(store.shown(file.path)), what: importCounts(file) })));
    const headline = commit.message ?? `Bring values from ${from(names)} into ${into(lines)}`;
    const shown = lines.slice(0, MAX_ITEMS);
    const rest = lines.length > MAX_ITEMS ? `and ${lines.length - MAX_ITEMS} more` : '';
    const list = [
        ...shown.map(({ path, what }) => `- ${(0,printable/* markdownCode */.D9)(path)}: ${what}`),
        ...(rest === '' ? [] : [`- ${rest}`]),
    ];
    const told = [...shown.map(({ path, what }) => `${(0,sync_wording/* plain */.p)(path)}: ${what}`), rest];
    return {
        message: `${headline}\n\n${told.filter((line) => line !== '').join('\n')}`,
        pullRequest: {
            title: commit.title ?? headline.split('\n')[0] ?? '',
            body: [commit.body ?? '', `Values of ${(0,printable/* markdownText */.p7)(from(names))}.`, list.join('\n')]
                .filter((part) => part !== '')
                .join('\n\n'),
        },
    };
}
/** `2 added, 1 changed` */
function importCounts({ plan }) {
    const of = (kind) => plan.rows.filter((row) => row.kind === kind).length;
    return `${of('added')} added, ${of('changed')} changed`;
}
function from(names) {
    return names.length <= 3 ? (0,sync_wording/* plain */.p)(names.join(', ')) : (0,printable/* count */.U9)(names.length, 'destination');
}
function into(lines) {
    const [first, second] = lines;
    return first && !second ? (0,sync_wording/* plain */.p)(first.path) : (0,printable/* count */.U9)(lines.length, 'file');
}

// EXTERNAL MODULE: ./commands/masks.js
var masks = __webpack_require__(5405);
;// CONCATENATED MODULE: ./commands/pull-values.js
// Carries out an import into all stores: to disk alone, or through a commit first. For pull, and for the
// imports of a push. Sends nothing to a destination.












/** A store as it lies on disk, so that a change in the meantime stops what is made of it. */
function readForChange(root, { deps }) {
    return (0,store/* readStore */.u)(deps.workflow.workspace.real, root, new tree/* RecordingTree */.q_((0,tree/* diskTree */.cF)(root)));
}
/** @param what what is not done any more, or was not */
function importStopped(stop, what) {
    const { code, what: why, fix } = (0,calls/* reasonOf */.A3)(stop);
    return new errors/* ActionError */.lZ(code, { what: `${why}: ${what}`, fix });
}
/** @param stores as `readForChange` gives them */
async function importValues(stores, reads, context) {
    const { inputs, deps, stop, earlier } = context;
    const of = ({ root }) => reads.filter((read) => read.root === root);
    const wanted = stores.filter((store) => of(store).length > 0);
    // No destination is for this branch: that needs no place to commit to.
    if (wanted.length === 0)
        return { results: [], failures: [], committed: undefined };
    const { token, signingKey, signingPassphrase, mode } = inputs.commit;
    (0,masks/* maskCredentials */.Bs)([token, signingKey, signingPassphrase], deps);
    if (mode !== 'none') {
        return (0,commit_stores/* commitStores */.E)(wanted, {
            inputs,
            deps,
            command: 'pull',
            earlier,
            beforeCommit: () => {
                if (stop.aborted)
                    throw importStopped(stop, 'nothing was imported');
            },
            change: (store, { repository }) => (0,pull_store/* importInto */.a)(store, of(store), { ...context, repository }),
            describe: (changed) => importWording(changed, reads, { commit: inputs.commit, redact: deps.redactor() }),
        });
    }
    const { results, failures } = await (0,each_store/* eachStore */.P)(wanted, async (store) => {
        const repository = (0,git_repository/* findRepository */.W)(deps.workflow.workspace.real, store.root);
        const head = await repository?.head();
        // Without a commit there, git may be missing altogether.
        const known = head === undefined ? undefined : repository;
        const result = await (0,pull_store/* importInto */.a)(store, of(store), { ...context, repository: known });
        await (0,promises_.setImmediate)();
        if (stop.aborted)
            throw importStopped(stop, `nothing was imported into ${store.title}`);
        if (!inputs.dryRun)
            await (0,apply_edits/* applyEdits */.c)(deps, store, { edits: result.edits, head });
        return result;
    });
    return { results, failures, committed: undefined };
}


/***/ }),

/***/ 4046:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DF: () => (/* binding */ fileFormats),
/* harmony export */   N$: () => (/* binding */ readValues),
/* harmony export */   w4: () => (/* binding */ writeValues)
/* harmony export */ });
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7728);
/* harmony import */ var _secrets_dotenv_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9061);
/* harmony import */ var _secrets_dotenv_value_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(717);
// Named values as dotenv, JSON or YAML, and back. Writes one form only, in which every value keeps each
// of its characters; what cannot be kept is told, never changed. No disk.



const fileFormats = ['dotenv', 'json', 'yaml'];
/**
 * undefined: it is no file of this format with nothing but names and text.
 * @param numbers of JSON: as they are written (AWS keeps the port of a database as one), or refused, by who
 *   would write them back as text
 */
async function readValues(format, text, numbers = 'refused') {
    if (text.trim() === '')
        return new Map();
    if (format === 'dotenv')
        return (0,_secrets_dotenv_js__WEBPACK_IMPORTED_MODULE_0__/* .dotenvValues */ .Dd)(text);
    if (format === 'yaml')
        return yamlTexts(text);
    try {
        return textsOf(numbers === 'refused' ? JSON.parse(text) : parseAsWritten(text));
    }
    catch {
        return undefined;
    }
}
function parseAsWritten(text) {
    return JSON.parse(text, (_, value, ...context) => {
        if (typeof value !== 'number' && typeof value !== 'boolean')
            return value;
        // Not the number itself: it may have lost digits.
        return valibot__WEBPACK_IMPORTED_MODULE_2__/* .parse */ .qgA(WITH_SOURCE, context[0]).source;
    });
}
const WITH_SOURCE = valibot__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ source: valibot__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() });
// The library's own check for keys that stand there twice compares each with all before it.
async function yamlTexts(text) {
    const { isMap, isScalar, parseDocument } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 6637, 19));
    const { contents, errors } = parseDocument(text, { uniqueKeys: false, logLevel: 'error' });
    if (errors.length > 0 || !isMap(contents))
        return undefined;
    const texts = new Map();
    for (const { key, value } of contents.items) {
        const isText = isScalar(key) && isScalar(value);
        if (!isText || typeof key.value !== 'string' || typeof value.value !== 'string')
            return undefined;
        if (texts.has(key.value))
            return undefined;
        texts.set(key.value, value.value);
    }
    return texts;
}
function textsOf(parsed) {
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
        return undefined;
    const texts = new Map();
    for (const [name, value] of Object.entries(parsed)) {
        if (typeof value !== 'string')
            return undefined;
        texts.set(name, value);
    }
    return texts;
}
/** Sorted by name. A name whose value the format cannot keep is in `unkept`, and not in the text. */
function writeValues(format, values) {
    const sorted = [...values].toSorted(([one], [other]) => (one < other ? -1 : 1));
    if (format === 'json') {
        // Written by hand: an object would put names like `1` first and lose `__proto__`.
        const lines = sorted.map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
        return { text: lines.length === 0 ? '{}\n' : `{\n${lines.join(',\n')}\n}\n`, unkept: [] };
    }
    const lines = [];
    const unkept = [];
    for (const [name, value] of sorted) {
        const line = format === 'yaml' ? `${quoted(name)}: ${quoted(value)}` : dotenvLine(name, value);
        if (line === undefined)
            unkept.push(name);
        else
            lines.push(line);
    }
    return { text: lines.map((line) => `${line}\n`).join(''), unkept };
}
// A JSON string is a YAML string, once what YAML does not print is escaped.
function quoted(text) {
    return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
function dotenvLine(name, value) {
    const written = _secrets_dotenv_value_js__WEBPACK_IMPORTED_MODULE_1__/* .dotenvNames */ .z.pattern.test(name) ? (0,_secrets_dotenv_value_js__WEBPACK_IMPORTED_MODULE_1__/* .dotenvValue */ .q)(value) : undefined;
    return written === undefined ? undefined : `${name}=${written}`;
}


/***/ }),

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


/***/ }),

/***/ 4566:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   soundLog: () => (/* binding */ soundLog),
/* harmony export */   withLogLines: () => (/* binding */ withLogLines)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
/* harmony import */ var _audit_log_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7623);
/* harmony import */ var _edits_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1146);
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7173);
// The edit that adds lines to a store's log. A log that nobody could read afterwards is not added to.
// How a line is written is audit-log.ts's.




/** @throws ActionError FILE_UNREADABLE, FILE_DAMAGED */
function withLogLines(store, entries) {
    return { path: _layout_js__WEBPACK_IMPORTED_MODULE_3__/* .AUDIT_FILE */ .v2, after: (0,_audit_log_js__WEBPACK_IMPORTED_MODULE_1__/* .appendToAuditLog */ .L)(soundLog(store), entries) };
}
/** @throws ActionError FILE_UNREADABLE, FILE_DAMAGED */
function soundLog(store) {
    const log = (0,_edits_js__WEBPACK_IMPORTED_MODULE_2__/* .bytesAt */ .L1)(store, _layout_js__WEBPACK_IMPORTED_MODULE_3__/* .AUDIT_FILE */ .v2, _layout_js__WEBPACK_IMPORTED_MODULE_3__/* .MAX_AUDIT_BYTES */ .rX);
    if (!log || !/^<{7} /m.test(log.toString('latin1')))
        return log;
    const file = store.shown(_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .AUDIT_FILE */ .v2);
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('FILE_DAMAGED', {
        what: `${file} holds conflict markers of an unfinished merge`,
        where: { file },
        fix: 'Keep the lines of both sides, without the markers, and commit.',
    });
}


/***/ }),

/***/ 8199:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ nearWord)
/* harmony export */ });
// The word that was most likely meant by a mistyped one. Knows no list of words, and says nothing itself.
/** Longer than any name of ours: what is longer is no slip of the keyboard. */
const LONGEST_WORD = 64;
/** The checkout decides how many names there are. */
const MOST_WORDS = 5000;
/** The nearest known word, if one is near enough. Case does not count, nor whether it is `_` or `-`. */
function nearWord(given, known) {
    if (given.length > LONGEST_WORD)
        return undefined;
    const from = plain(given);
    // One less than its length: a word of which no letter is left is another word.
    const allowed = Math.min(from.length - 1, from.length < 5 ? 1 : Math.max(2, from.length / 3));
    let best;
    for (const word of [...known].slice(0, MOST_WORDS)) {
        if (Math.abs(word.length - from.length) > allowed)
            continue;
        const edits = editsBetween(from, plain(word));
        if (edits <= allowed && edits < (best?.edits ?? Infinity))
            best = { word, edits };
    }
    return best?.word;
}
function plain(word) {
    return word.toLowerCase().replaceAll('_', '-');
}
/** Characters to add, drop, change or swap with their neighbour. */
function editsBetween(one, other) {
    let before = [];
    let above = [...Array(other.length + 1).keys()];
    for (let i = 1; i <= one.length; i += 1) {
        const row = [i];
        for (let j = 1; j <= other.length; j += 1) {
            const change = one[i - 1] === other[j - 1] ? 0 : 1;
            const swaps = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
            row[j] = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + change, swaps ? (before[j - 2] ?? 0) + 1 : Infinity);
        }
        before = above;
        above = row;
    }
    return above[other.length] ?? 0;
}


/***/ }),

/***/ 7868:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ namesToRead),
/* harmony export */   j: () => (/* binding */ variablesFor)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
/* harmony import */ var _secrets_dotenv_value_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(717);
/* harmony import */ var _secrets_key_schema_parser_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9496);
/* harmony import */ var _secrets_selection_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1369);
/* harmony import */ var _refusals_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2173);
// The way back of a name: from how an item is called at a destination to the variable of the file that
// it is the value of. Pure; knows no values.





/** Those whose values an import needs; what is wrong with the entry is planImport's to say. */
function namesToRead(source, current) {
    try {
        const nameOf = variablesFor(source, current);
        return source.names.filter((remote) => {
            const target = nameOf(remote);
            return target !== undefined && 'name' in target;
        });
    }
    catch (error) {
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ)
            return [];
        throw error;
    }
}
/** @throws ActionError SCHEMA_INVALID, SELECT_INVALID */
function variablesFor(source, current) {
    const { keySchema, schemaValues, spelled = same } = source;
    const inverse = (0,_secrets_key_schema_parser_js__WEBPACK_IMPORTED_MODULE_2__.schemaInverse)(keySchema);
    const selection = (0,_secrets_selection_js__WEBPACK_IMPORTED_MODULE_3__/* .parseSelection */ .g)(source.select);
    const derived = new Set([...source.derived].map(spelled));
    // Forwards first: a provider that writes `_` as `-` leaves nothing from which to go back.
    const known = knownNames(source.select, selection, current);
    const bySpelling = Map.groupBy(known, ([outside]) => spelled(outside));
    return (remote) => {
        const key = inverse(remote, schemaValues, spelled);
        if (key === undefined)
            return undefined;
        if (derived.has(spelled(key)))
            return { why: 'made from other variables (`values`)' };
        const own = new Set((bySpelling.get(spelled(key)) ?? []).map(([, inside]) => inside));
        const [first] = own;
        if (own.size > 1)
            return { why: `${(0,_refusals_js__WEBPACK_IMPORTED_MODULE_4__/* .listed */ .KE)([...own])} would all go out under this name` };
        if (first !== undefined)
            return { name: first };
        if (!selection.namesFor(key).includes(key))
            return { why: 'left out by `select`' };
        const { pattern, maxLength, allows } = _secrets_dotenv_value_js__WEBPACK_IMPORTED_MODULE_1__/* .dotenvNames */ .z;
        if (pattern.test(key) && key.length <= maxLength)
            return { name: key };
        return { why: `no name for a variable of a file: those are ${allows}` };
    };
}
const same = (name) => name;
/** As what each variable of the file goes out, and each that `select` renames. */
function knownNames(select, selection, current) {
    const renamed = select.flatMap((rule) => /^[^=\s]+\s*=\s*([^=\s]+)$/.exec(rule)?.[1] ?? []);
    const inside = new Set([...current.keys(), ...renamed]);
    return [...inside].flatMap((name) => selection.namesFor(name).map((outside) => [outside, name]));
}


/***/ }),

/***/ 85:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ planImport),
/* harmony export */   w: () => (/* binding */ livingNames)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
/* harmony import */ var _secret_value_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2577);
/* harmony import */ var _desired_items_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9767);
/* harmony import */ var _import_names_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7868);
/* harmony import */ var _refusals_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2173);





/** Names of all that can be read there, whoever made it: those of a pull. */
function livingNames(remote) {
    const living = remote.filter(({ isDeleted }) => !isDeleted);
    return [...new Set(living.map(({ name }) => name))];
}
function planImport(request) {
    const errors = [];
    const skipped = [];
    const offers = [];
    for (const source of request.sources) {
        const offered = offersOf(source, request);
        errors.push(...offered.errors);
        skipped.push(...offered.skipped);
        offers.push(...offered.offers);
    }
    const byName = Map.groupBy(offers, ({ name }) => name);
    const rows = [...byName.values()].flatMap((group) => settle(group, request.current));
    const values = rows.filter(({ kind }) => kind === 'added' || kind === 'changed');
    return {
        rows: [
            ...rows.map(({ kind, name, destination, why }) => ({ kind, name, destination, why })),
            ...skipped,
        ].toSorted((one, other) => (0,_refusals_js__WEBPACK_IMPORTED_MODULE_4__/* .compareNames */ .MP)(one.name, other.name)),
        clashes: [...byName.values()]
            .flatMap(clashesOf)
            .toSorted((a, b) => (0,_refusals_js__WEBPACK_IMPORTED_MODULE_4__/* .compareNames */ .MP)(a.name, b.name)),
        values: new Map(values
            .toSorted((one, other) => (0,_refusals_js__WEBPACK_IMPORTED_MODULE_4__/* .compareNames */ .MP)(one.name, other.name))
            .map(({ name, value }) => [name, value])),
        errors,
    };
}
const NOTHING = { offers: [], skipped: [], errors: [] };
function offersOf(source, { file, current }) {
    let nameOf;
    try {
        nameOf = (0,_import_names_js__WEBPACK_IMPORTED_MODULE_3__/* .variablesFor */ .j)(source, current);
    }
    catch (error) {
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ))
            throw error;
        const { code, what, fix } = error;
        return { ...NOTHING, errors: [(0,_desired_items_js__WEBPACK_IMPORTED_MODULE_2__/* .problem */ .C)(source, code, { what, fix })] };
    }
    const found = new Map();
    const skipped = [];
    for (const remote of new Set(source.names)) {
        const target = nameOf(remote);
        if (target === undefined)
            continue;
        if ('why' in target) {
            skipped.push({ kind: 'skipped', name: remote, destination: source.name, why: target.why });
        }
        else
            found.set(target.name, [...(found.get(target.name) ?? []), remote]);
    }
    const read = valuesFor(source, [...found]);
    const errors = [...ambiguous(source, found, file), ...read.errors];
    return { offers: read.offers, skipped: [...skipped, ...read.skipped], errors };
}
function valuesFor(source, found) {
    const offers = [];
    const skipped = [];
    const unreadable = [];
    const blank = [];
    const destination = source.name;
    const wins = source.initialSync !== 'import-prioritize-source';
    for (const [name, [remote = '']] of found) {
        const value = source.values.get(remote);
        // What cannot be read is not empty.
        if (!(value instanceof _secret_value_js__WEBPACK_IMPORTED_MODULE_1__/* .SecretValue */ .i))
            unreadable.push(remote);
        else if (value.reveal() !== '' || source.empty === 'push') {
            offers.push({ name, value, destination, wins });
        }
        else if (source.empty === 'error')
            blank.push(remote);
        else
            skipped.push({ kind: 'skipped', name, destination, why: 'its value there is empty' });
    }
    return { offers, skipped, errors: [...notRead(source, unreadable), ...empty(source, blank)] };
}
function notRead(source, names) {
    if (names.length === 0)
        return [];
    return [
        (0,_desired_items_js__WEBPACK_IMPORTED_MODULE_2__/* .problem */ .C)(source, 'IMPORT_UNREADABLE', {
            what: `is listed there and could not be read: ${(0,_refusals_js__WEBPACK_IMPORTED_MODULE_4__/* .listed */ .KE)(names)}`,
            fix: 'Nothing was imported, since a value that cannot be read is not an empty one. Allow the credentials to read these, leave them out (`!NAME`), or run again if they were just deleted.',
        }),
    ];
}
function empty(source, names) {
    if (names.length === 0)
        return [];
    return [
        (0,_desired_items_js__WEBPACK_IMPORTED_MODULE_2__/* .problem */ .C)(source, 'VALUE_EMPTY', {
            what: `empty there: ${(0,_refusals_js__WEBPACK_IMPORTED_MODULE_4__/* .listed */ .KE)(names)}`,
            fix: 'Give a value, leave it out (`!NAME`), or say `empty: skip` or `empty: push`.',
        }),
    ];
}
function ambiguous(source, found, file) {
    const several = [...found].filter(([, remotes]) => remotes.length > 1);
    if (several.length === 0)
        return [];
    const told = several.map(([name, remotes]) => `${(0,_refusals_js__WEBPACK_IMPORTED_MODULE_4__/* .listed */ .KE)(remotes)} as ${name}`);
    return [
        (0,_desired_items_js__WEBPACK_IMPORTED_MODULE_2__/* .problem */ .C)(source, 'NAME_CLASH', {
            what: `several items there would become one variable of ${file}: ${(0,_refusals_js__WEBPACK_IMPORTED_MODULE_4__/* .listed */ .KE)(told)}`,
            fix: 'Correct `select`, or remove all but one of them there.',
        }),
    ];
}
/** @param group what all destinations have for one variable, in their order */
function settle(group, current) {
    const last = group.at(-1);
    if (last === undefined)
        return [];
    const here = current.get(last.name);
    // Where the file has a value, only those count that may replace it.
    const taken = here === undefined ? last : group.findLast(({ wins }) => wins);
    const { name, destination, value } = taken ?? last;
    const row = { name, destination, value, why: '' };
    if (here === undefined)
        return [{ ...row, kind: 'added' }];
    if (here.reveal() === value.reveal())
        return [{ ...row, kind: 'unchanged' }];
    if (taken)
        return [{ ...row, kind: 'changed' }];
    return [{ ...row, kind: 'skipped', why: 'the file has another value, which stays' }];
}
function clashesOf(group) {
    const [first] = group;
    if (first === undefined || new Set(group.map(({ value }) => value.reveal())).size < 2)
        return [];
    return [{ name: first.name, destinations: group.map(({ destination }) => destination) }];
}


/***/ }),

/***/ 9061:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dd: () => (/* binding */ dotenvValues),
/* harmony export */   SQ: () => (/* binding */ scan),
/* harmony export */   g7: () => (/* binding */ decodeText),
/* harmony export */   qd: () => (/* binding */ parseDotenv),
/* harmony export */   y_: () => (/* binding */ MAX_DOTENV_BYTES)
/* harmony export */ });
/* harmony import */ var dotenv__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2134);
/* harmony import */ var _secret_value_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2577);
// Variables of a decrypted file. Values come from the dotenv library, because its answers are what
// people expect; it tells neither lines nor mistakes, so a scanner of ours finds those, and hands it
// one assignment at a time: over a whole file its pattern takes quadratic time in blank lines. A
// property test holds both to what the library says of the whole.


/** Larger files are not looked into for variables. */
const MAX_DOTENV_BYTES = 16 * 1024 * 1024;
/** UTF-8 without NUL, else undefined. */
function decodeText(bytes) {
    if (bytes.includes(0))
        return undefined;
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch {
        return undefined;
    }
}
function parseDotenv(text) {
    const found = scan(text);
    const { assignments, strayLines } = found;
    const values = [...valuesIn(found)].map(([name, value]) => [name, new _secret_value_js__WEBPACK_IMPORTED_MODULE_1__/* .SecretValue */ .i(value)]);
    return { variables: new Map(values), assignments, strayLines };
}
/** The variables alone, for text that is read back to be compared. */
function dotenvValues(text) {
    return valuesIn(scan(text));
}
function valuesIn({ assignments, texts }) {
    const variables = new Map();
    for (const [index, { name }] of assignments.entries()) {
        const values = (0,dotenv__WEBPACK_IMPORTED_MODULE_0__.parse)(texts[index] ?? '');
        // dotenv drops `__proto__` silently; the name check reports it.
        const value = Object.hasOwn(values, name) ? values[name] : undefined;
        if (value !== undefined)
            variables.set(name, value);
    }
    return variables;
}
const ASSIGNMENT = /(?:export\s+)?([\w.-]+)(?:\s*=|:\s)/y;
// Lines end at U+2028 and U+2029 too, as `^`, `$` and `.` of a regular expression have it; an
// unquoted value goes on to the next line feed all the same.
const REST_OF_LINE = /.*/y;
const UNQUOTED = /[^#\n]*(?:#.*)?/y;
const OPENING = /\s*(['"`])/y;
// What may follow a closing quote: blanks, a comment, the end of the line.
const AFTER_QUOTE = /[^\S\n\u2028\u2029]*(?:#.*)?$/my;
/** Where dotenv sees assignments, and which lines it passes over. */
function scan(source) {
    const text = source.replace(/\r\n?/g, '\n');
    const assignments = [];
    const texts = [];
    const strayLines = [];
    const lines = new LineCounter(text);
    let at = skipBlank(text, 0);
    while (at < text.length) {
        const match = text[at] === '#' ? null : matchAt(ASSIGNMENT, text, at);
        if (match) {
            const [whole, name = ''] = match;
            assignments.push({ name, line: lines.at(at + whole.lastIndexOf(name)) });
            const end = endOfValue(text, at + whole.length);
            texts.push(text.slice(at, end));
            at = end;
        }
        else {
            if (text[at] !== '#')
                strayLines.push(lines.at(at));
            at += matchAt(REST_OF_LINE, text, at)?.[0].length ?? 0;
        }
        at = skipBlank(text, at);
    }
    return { assignments, strayLines, texts };
}
function endOfValue(text, start) {
    const opening = matchAt(OPENING, text, start);
    if (opening) {
        const [whole, quote = ''] = opening;
        const end = endOfQuoted(text, start + whole.length, quote);
        if (end !== undefined)
            return end;
    }
    return start + (matchAt(UNQUOTED, text, start)?.[0].length ?? 0);
}
// dotenv closes a value at the first quote that no backslash precedes; where nothing but a comment
// may not follow that one, it goes back to the last escaped quote where that holds.
function endOfQuoted(text, start, quote) {
    const candidates = [];
    for (let at = start; at < text.length; at += 1) {
        if (text[at] === '\\' && text[at + 1] === quote) {
            candidates.push(at + 1);
            at += 1;
        }
        else if (text[at] === quote) {
            candidates.push(at);
            break;
        }
    }
    for (const closing of candidates.toReversed()) {
        const after = matchAt(AFTER_QUOTE, text, closing + 1);
        if (after)
            return closing + 1 + after[0].length;
    }
    return undefined;
}
function matchAt(pattern, text, at) {
    pattern.lastIndex = at;
    return pattern.exec(text);
}
const BLANK = /\s*/y;
function skipBlank(text, at) {
    return at + (matchAt(BLANK, text, at)?.[0].length ?? 0);
}
/** Line numbers of growing offsets, in one pass. */
class LineCounter {
    #text;
    #offset = 0;
    #line = 1;
    constructor(text) {
        this.#text = text;
    }
    at(offset) {
        for (; this.#offset < offset; this.#offset += 1) {
            if (this.#text[this.#offset] === '\n')
                this.#line += 1;
        }
        return this.#line;
    }
}


/***/ }),

/***/ 2501:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ readDotenv),
/* harmony export */   c: () => (/* binding */ MaskCollector)
/* harmony export */ });
/* harmony import */ var _dotenv_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9061);
/* harmony import */ var _masking_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9255);
// The masks of a whole run, within what a runner can carry: it searches every mask in every line of
// the log, so some ten thousand make a job crawl.


const MAX_MASKS = 10_000;
const MAX_VALUE_BYTES = 64 * 1024;
const MAX_TEXT_BYTES = 1024 * 1024;
class MaskCollector {
    #policy;
    #unmasked;
    #masks = new Set();
    #short = new Set();
    #common = new Set();
    #files = new Map();
    /** @param unmasked names whose values the workflow wants to see */
    constructor(policy, unmasked) {
        this.#policy = policy;
        this.#unmasked = unmasked;
    }
    /** A value that leaves the step: always masked, whatever the budget. */
    addExported(name, value) {
        for (const mask of this.#masksOf(name, value))
            this.#masks.add(mask);
    }
    /** A decrypted file: the values of its variables, or its lines. */
    addFile(file, bytes, dotenv) {
        const found = new Set();
        if (dotenv) {
            for (const [name, variable] of dotenv.variables) {
                const value = variable.reveal();
                if (Buffer.byteLength(value) > MAX_VALUE_BYTES)
                    this.#leave(file, 'a value is over 64 KiB');
                else
                    for (const mask of this.#masksOf(name, value))
                        found.add(mask);
            }
        }
        if (!dotenv || dotenv.strayLines.length > 0) {
            for (const mask of this.#masksOfText(file, bytes))
                found.add(mask);
        }
        if (this.#masks.size + found.size > MAX_MASKS) {
            return this.#leave(file, `over ${MAX_MASKS.toLocaleString('en')} masks in one run`);
        }
        for (const mask of found)
            this.#masks.add(mask);
    }
    get masks() {
        return this.#masks;
    }
    report() {
        return {
            shortNames: [...this.#short],
            commonNames: [...this.#common],
            unmaskedFiles: [...this.#files].map(([file, why]) => ({ file, why })),
        };
    }
    #masksOf(name, value) {
        if (this.#unmasked.has(name))
            return new Set();
        const { masks, outcome } = (0,_masking_js__WEBPACK_IMPORTED_MODULE_1__/* .masksOf */ .JF)(value, this.#policy);
        if (outcome === 'short' || outcome === 'partly')
            this.#short.add(name);
        if (outcome === 'common')
            this.#common.add(name);
        return masks;
    }
    #masksOfText(file, bytes) {
        if (bytes.length > MAX_TEXT_BYTES) {
            this.#leave(file, 'over 1 MiB of text that is no dotenv');
            return new Set();
        }
        const text = (0,_dotenv_js__WEBPACK_IMPORTED_MODULE_0__/* .decodeText */ .g7)(bytes);
        if (text === undefined) {
            this.#leave(file, 'not UTF-8 text');
            return new Set();
        }
        return (0,_masking_js__WEBPACK_IMPORTED_MODULE_1__/* .masksOfText */ ._M)(text, this.#policy);
    }
    #leave(file, why) {
        this.#files.set(file, why);
    }
}
/** The variables of a decrypted file; undefined where it is no text, or too large to be looked at. */
function readDotenv(bytes) {
    if (bytes.length > _dotenv_js__WEBPACK_IMPORTED_MODULE_0__/* .MAX_DOTENV_BYTES */ .y_)
        return undefined;
    const text = (0,_dotenv_js__WEBPACK_IMPORTED_MODULE_0__/* .decodeText */ .g7)(bytes);
    return text === undefined ? undefined : (0,_dotenv_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDotenv */ .qd)(text);
}


/***/ }),

/***/ 9782:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ce: () => (/* binding */ isReservedName),
/* harmony export */   uV: () => (/* binding */ isValidName),
/* harmony export */   yn: () => (/* binding */ isPrototypeName)
/* harmony export */ });
// Which names may go into the environment of later steps. Names come out of files in the checkout,
// so a pull request chooses them: a name that steers a shell, a loader, git, a package manager or
// the runner itself is refused unless the workflow allows it.
const VALID = /^[A-Za-z_][A-Za-z0-9_]*$/;
const RESERVED_NAMES = `
  PATH HOME SHELL BASH_ENV ENV IFS PS4 PROMPT_COMMAND CDPATH FPATH ZDOTDIR SHELLOPTS
  BASHOPTS EDITOR VISUAL PAGER LESSOPEN LESSCLOSE MANPAGER BROWSER CI TMPDIR TMP TEMP
  TERMINFO GCONV_PATH LOCPATH NLSPATH GLIBC_TUNABLES HOSTALIASES LOCALDOMAIN RES_OPTIONS
  MALLOC_TRACE SSLKEYLOGFILE REQUESTS_CA_BUNDLE AWS_CONFIG_FILE
  AWS_SHARED_CREDENTIALS_FILE AWS_CA_BUNDLE AWS_WEB_IDENTITY_TOKEN_FILE VAULT_ADDR
  VAULT_CACERT KUBECONFIG GOOGLE_APPLICATION_CREDENTIALS AZURE_AUTHORITY_HOST GH_HOST
  JAVA_TOOL_OPTIONS _JAVA_OPTIONS CLASSPATH MAKEFLAGS GNUMAKEFLAGS MFLAGS CC CXX LD CFLAGS
  CXXFLAGS LDFLAGS COMSPEC PATHEXT PSMODULEPATH SYSTEMROOT WINDIR DENO_DIR NO_PROXY
  GO_EXTLINK_ENABLED ANT_OPTS SBT_OPTS
`
    .trim()
    .split(/\s+/);
const RESERVED_PREFIXES = `
  LD_ DYLD_ NODE_ NPM_CONFIG_ GIT_ SSH_ PYTHON PERL RUBY JDK_ RUNNER_ ACTIONS_ INPUT_
  STATE_ SSL_CERT_ OPENSSL_ CURL_ XDG_ AWS_ENDPOINT_URL AWS_CONTAINER_ CLOUDSDK_ DOCKER_
  BUILDKIT_ BUILDX_ MAVEN_ GRADLE_ DOTNET_ CORECLR_ COMPLUS_ CARGO_ RUSTC RUSTUP_ PIP_ UV_
  YARN_ PNPM_ BUNDLE_ TF_CLI_ HELM_ BASH_FUNC_ COREPACK_ BUN_
`
    .trim()
    .split(/\s+/);
const RESERVED_SUFFIXES = ['_PROXY'];
// Go's own variables have no underscore (GOFLAGS, GOPROXY, GO111MODULE); GOOGLE_API_KEY is not Go.
const GO_TOOLCHAIN = /^GO(?!OGLE)[A-Z0-9]+$/;
const ALLOWED_NAMES = new Set(['NODE_ENV', 'PYTHONUNBUFFERED', 'PYTHONDONTWRITEBYTECODE']);
// GITHUB_CLIENT_ID and the like are ordinary names; these are the runner's own.
// https://docs.github.com/en/actions/reference/workflows-and-actions/variables
const RUNNER_GITHUB_NAMES = new Set(('ACTION ACTIONS ACTION_PATH ACTION_REF ACTION_REPOSITORY ACTION_STATUS ACTOR ACTOR_ID API_URL ' +
    'BASE_REF ENV EVENT_NAME EVENT_PATH GRAPHQL_URL HEAD_REF JOB OUTPUT PATH REF REF_NAME ' +
    'REF_PROTECTED REF_TYPE REPOSITORY REPOSITORY_ID REPOSITORY_OWNER REPOSITORY_OWNER_ID ' +
    'RETENTION_DAYS RUN_ATTEMPT RUN_ID RUN_NUMBER SERVER_URL SHA STATE STEP_SUMMARY TOKEN ' +
    'TRIGGERING_ACTOR WORKFLOW WORKFLOW_REF WORKFLOW_SHA WORKSPACE')
    .split(' ')
    .map((name) => `GITHUB_${name}`));
function isValidName(name) {
    return VALID.test(name);
}
/** Whether a name is on the deny list, whatever its case. */
function isReservedName(name) {
    const upper = name.toUpperCase();
    if (ALLOWED_NAMES.has(upper))
        return false;
    return (RESERVED_NAMES.includes(upper) ||
        RUNNER_GITHUB_NAMES.has(upper) ||
        GO_TOOLCHAIN.test(upper) ||
        RESERVED_PREFIXES.some((prefix) => upper.startsWith(prefix)) ||
        RESERVED_SUFFIXES.some((suffix) => upper.endsWith(suffix)));
}
/** A name that an object of JavaScript would not keep as it is. */
function isPrototypeName(name) {
    return name === '__proto__';
}


/***/ })

};
