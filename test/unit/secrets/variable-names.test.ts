// Which names may go into the environment of later steps: the deny list, entry by entry.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import {
  isPrototypeName,
  isReservedName,
  isValidName,
} from '../../../src/secrets/variable-names.ts'

/** `X_*` stands for everything that begins so, `*_X` for everything that ends so. */
const DENIED = `
  PATH HOME SHELL BASH_ENV ENV IFS PS4 PROMPT_COMMAND LD_* DYLD_* NODE_* NPM_CONFIG_* GIT_* SSH_*
  PYTHON* PERL* RUBY* JAVA_TOOL_OPTIONS JDK_* RUNNER_* ACTIONS_* INPUT_* STATE_* CI *_PROXY
  SSL_CERT_* SSLKEYLOGFILE OPENSSL_* REQUESTS_CA_BUNDLE CURL_* AWS_ENDPOINT_URL* AWS_CONFIG_FILE
  AWS_SHARED_CREDENTIALS_FILE AWS_CA_BUNDLE AWS_CONTAINER_* AWS_WEB_IDENTITY_TOKEN_FILE VAULT_ADDR
  KUBECONFIG GOOGLE_APPLICATION_CREDENTIALS CLOUDSDK_* AZURE_AUTHORITY_HOST DOCKER_* GH_HOST
  GCONV_PATH GLIBC_TUNABLES TMPDIR TMP TEMP XDG_* ZDOTDIR SHELLOPTS BASHOPTS EDITOR PAGER
  _JAVA_OPTIONS CLASSPATH MAVEN_* GRADLE_* DOTNET_* CORECLR_* CARGO_* RUSTC* PIP_* UV_* YARN_*
  PNPM_* BUNDLE_* TF_CLI_* HELM_* MAKEFLAGS CC CXX COMSPEC PATHEXT PSMODULEPATH
`
  .trim()
  .split(/\s+/)

/** The same, with the names that people have met. */
const WELL_KNOWN = `
  LD_PRELOAD LD_LIBRARY_PATH LD_AUDIT DYLD_INSERT_LIBRARIES NODE_OPTIONS NODE_EXTRA_CA_CERTS
  NODE_TLS_REJECT_UNAUTHORIZED NODE_PATH npm_config_registry NPM_CONFIG_USERCONFIG GIT_SSH_COMMAND
  GIT_EXEC_PATH GIT_CONFIG_COUNT GIT_ASKPASS SSH_ASKPASS SSH_AUTH_SOCK PYTHONPATH PYTHONSTARTUP
  PYTHONHOME PERL5LIB PERL5OPT RUBYOPT RUBYLIB JDK_JAVA_OPTIONS RUNNER_TEMP RUNNER_TOOL_CACHE
  ACTIONS_RUNTIME_TOKEN ACTIONS_ID_TOKEN_REQUEST_URL ACTIONS_STEP_DEBUG INPUT_PRIVATE-KEY STATE_journal
  HTTP_PROXY https_proxy ALL_PROXY no_proxy SSL_CERT_FILE SSL_CERT_DIR OPENSSL_CONF CURL_CA_BUNDLE
  CURL_HOME AWS_ENDPOINT_URL AWS_ENDPOINT_URL_STS AWS_CONTAINER_CREDENTIALS_FULL_URI
  CLOUDSDK_CONFIG DOCKER_HOST DOCKER_CONFIG XDG_CONFIG_HOME MAVEN_OPTS GRADLE_OPTS GRADLE_USER_HOME
  DOTNET_STARTUP_HOOKS CORECLR_PROFILER CARGO_HOME RUSTC_WRAPPER RUSTC PIP_INDEX_URL UV_INDEX_URL
  YARN_RC_FILENAME PNPM_HOME BUNDLE_GEMFILE TF_CLI_ARGS TF_CLI_CONFIG_FILE HELM_PLUGINS
  GOFLAGS GOPROXY GOPATH GOROOT GO111MODULE GONOSUMDB GOPRIVATE GOTOOLCHAIN GOENV GOINSECURE
  GITHUB_TOKEN GITHUB_ENV GITHUB_PATH GITHUB_OUTPUT GITHUB_STATE GITHUB_STEP_SUMMARY GITHUB_WORKSPACE
  GITHUB_REPOSITORY GITHUB_REPOSITORY_OWNER GITHUB_SHA GITHUB_REF GITHUB_REF_NAME GITHUB_HEAD_REF
  GITHUB_BASE_REF GITHUB_EVENT_NAME GITHUB_EVENT_PATH GITHUB_ACTOR GITHUB_JOB GITHUB_RUN_ID
  GITHUB_RUN_NUMBER GITHUB_RUN_ATTEMPT GITHUB_API_URL GITHUB_SERVER_URL GITHUB_GRAPHQL_URL
  GITHUB_ACTION GITHUB_ACTIONS GITHUB_ACTION_PATH GITHUB_ACTION_REF GITHUB_ACTION_REPOSITORY
  GITHUB_WORKFLOW GITHUB_WORKFLOW_REF GITHUB_WORKFLOW_SHA GITHUB_TRIGGERING_ACTOR GITHUB_RETENTION_DAYS
`
  .trim()
  .split(/\s+/)

/** What people keep in dotenv files and every first run must take. */
const ALLOWED = `
  NODE_ENV PYTHONUNBUFFERED PYTHONDONTWRITEBYTECODE GITHUB_CLIENT_ID GITHUB_CLIENT_SECRET
  GITHUB_APP_PRIVATE_KEY GITHUB_WEBHOOK_SECRET GOOGLE_API_KEY GOOGLE_CLIENT_ID GOOGLE_CLOUD_PROJECT
  GO_API_TOKEN DATABASE_URL API_KEY SECRET_KEY_BASE JWT_SECRET AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
  AWS_SESSION_TOKEN AWS_REGION AWS_DEFAULT_REGION AZURE_CLIENT_ID AZURE_TENANT_ID STRIPE_SECRET_KEY
  SENTRY_DSN REDIS_URL PORT DEBUG LOG_LEVEL TZ LANG VAULT_TOKEN GH_TOKEN NPM_TOKEN NUGET_API_KEY
  SMTP_PASSWORD HOMEPAGE_URL PATH_PREFIX SHELLY_TOKEN CIRCLE_TOKEN CI_DEPLOY_KEY TEMPLATE_ID TMDB_KEY
  ENVIRONMENT APP_ENV EDITOR_TOKEN CCAVENUE_KEY LDAP_PASSWORD GITLAB_TOKEN GITEA_TOKEN SSHD_HOST
  GOCARDLESS_TOKEN GODADDY_API_KEY MONGOURL ALGOLIA_APP_ID CARGO
  NODEMAILER_PASSWORD PROXY_URL PIPEDRIVE_KEY DOCKERHUB_TOKEN HELMET_KEY INPUTS UVICORN_PORT
`
  .trim()
  .split(/\s+/)

/** As written, in lower case, and with the case of every other letter changed. */
function cases(name: string): readonly string[] {
  const mixed = name.replaceAll(/../g, (pair) => pair[0] + (pair[1] ?? '').toLowerCase())
  return [name, name.toLowerCase(), mixed]
}

function samples(entry: string): readonly string[] {
  if (entry.endsWith('*')) {
    const stem = entry.slice(0, -1)
    return [`${stem}X`, `${stem}SOMETHING_LONG`, `${stem}9`]
  }
  return entry.startsWith('*') ? [`MY${entry.slice(1)}`, `A_B${entry.slice(1)}`] : [entry]
}

describe('denied, in any case', () => {
  for (const entry of DENIED) {
    test(entry, () => {
      for (const name of samples(entry).flatMap(cases)) assert.ok(isReservedName(name), name)
    })
  }

  test('names that people have met', () => {
    for (const name of WELL_KNOWN.flatMap(cases)) assert.ok(isReservedName(name), name)
  })
})

describe('what is like them', () => {
  for (const name of ['VISUAL', 'BROWSER', 'LESSOPEN', 'CDPATH', 'BASH_FUNC_echo%%', 'DENO_DIR']) {
    test(name, () => assert.ok(isReservedName(name)))
  }
})

describe('allowed', () => {
  for (const name of ALLOWED) test(name, () => assert.ok(!isReservedName(name)))
})

describe('names that the runner takes', () => {
  for (const name of ['A', '_', '_A', 'a1', 'API_TOKEN', 'x'.repeat(500)]) {
    test(name.slice(0, 20), () => assert.ok(isValidName(name)))
  }
})

describe('names that would break or inject something', () => {
  for (const name of [
    '',
    '1A',
    'WITH.DOT',
    'WITH-DASH',
    'MY NAME',
    'A=B',
    'A\nB',
    'A\n',
    '\nA',
    'A\r',
    'A<<EOF',
    'größe',
    'А', // Cyrillic
    'A\u200b',
    '$A',
    'A;B',
    'A%0A',
    'A\0',
  ]) {
    test(JSON.stringify(name), () => assert.ok(!isValidName(name)))
  }
})

test('a valid name is of one line and of nothing but letters, digits and `_`', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 6 }), (name) => {
      if (isValidName(name)) assert.match(name, /^[A-Za-z0-9_]+$/)
    }),
    { numRuns: 5000 },
  )
})

test('`__proto__` is the one name that an object would not keep', () => {
  assert.ok(isPrototypeName('__proto__'))
  for (const name of ['constructor', 'prototype', 'toString', '__PROTO__', '_proto_']) {
    assert.ok(!isPrototypeName(name), name)
  }
})
