// Which names may go into the environment of later steps. Names come out of files in the checkout,
// so a pull request chooses them: a name that steers a shell, a loader, git, a package manager or
// the runner itself is refused unless the workflow allows it.

const VALID = /^[A-Za-z_][A-Za-z0-9_]*$/

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
  .split(/\s+/)

const RESERVED_PREFIXES = `
  LD_ DYLD_ NODE_ NPM_CONFIG_ GIT_ SSH_ PYTHON PERL RUBY JDK_ RUNNER_ ACTIONS_ INPUT_
  STATE_ SSL_CERT_ OPENSSL_ CURL_ XDG_ AWS_ENDPOINT_URL AWS_CONTAINER_ CLOUDSDK_ DOCKER_
  BUILDKIT_ BUILDX_ MAVEN_ GRADLE_ DOTNET_ CORECLR_ COMPLUS_ CARGO_ RUSTC RUSTUP_ PIP_ UV_
  YARN_ PNPM_ BUNDLE_ TF_CLI_ HELM_ BASH_FUNC_ COREPACK_ BUN_
`
  .trim()
  .split(/\s+/)

const RESERVED_SUFFIXES = ['_PROXY']

// Go's own variables have no underscore (GOFLAGS, GOPROXY, GO111MODULE); GOOGLE_API_KEY is not Go.
const GO_TOOLCHAIN = /^GO(?!OGLE)[A-Z0-9]+$/

const ALLOWED_NAMES = new Set(['NODE_ENV', 'PYTHONUNBUFFERED', 'PYTHONDONTWRITEBYTECODE'])

// GITHUB_CLIENT_ID and the like are ordinary names; these are the runner's own.
// https://docs.github.com/en/actions/reference/workflows-and-actions/variables
const RUNNER_GITHUB_NAMES = new Set(
  (
    'ACTION ACTIONS ACTION_PATH ACTION_REF ACTION_REPOSITORY ACTION_STATUS ACTOR ACTOR_ID API_URL ' +
    'BASE_REF ENV EVENT_NAME EVENT_PATH GRAPHQL_URL HEAD_REF JOB OUTPUT PATH REF REF_NAME ' +
    'REF_PROTECTED REF_TYPE REPOSITORY REPOSITORY_ID REPOSITORY_OWNER REPOSITORY_OWNER_ID ' +
    'RETENTION_DAYS RUN_ATTEMPT RUN_ID RUN_NUMBER SERVER_URL SHA STATE STEP_SUMMARY TOKEN ' +
    'TRIGGERING_ACTOR WORKFLOW WORKFLOW_REF WORKFLOW_SHA WORKSPACE'
  )
    .split(' ')
    .map((name) => `GITHUB_${name}`),
)

export function isValidName(name: string): boolean {
  return VALID.test(name)
}

/** Whether a name is on the deny list, whatever its case. */
export function isReservedName(name: string): boolean {
  const upper = name.toUpperCase()
  if (ALLOWED_NAMES.has(upper)) return false
  return (
    RESERVED_NAMES.includes(upper) ||
    RUNNER_GITHUB_NAMES.has(upper) ||
    GO_TOOLCHAIN.test(upper) ||
    RESERVED_PREFIXES.some((prefix) => upper.startsWith(prefix)) ||
    RESERVED_SUFFIXES.some((suffix) => upper.endsWith(suffix))
  )
}

/** A name that an object of JavaScript would not keep as it is. */
export function isPrototypeName(name: string): boolean {
  return name === '__proto__'
}
