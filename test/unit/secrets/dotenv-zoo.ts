// What stands in the odd dotenv files of the fixtures, written out by hand from the files and from
// what dotenv documents.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FIXTURES } from '../../helpers/action.ts'

export const ZOO = join(FIXTURES, 'plain/dotenv-zoo')

/** `null` = a name that no value is kept for. */
type Row = readonly [line: number, name: string, value: string | null]

const PRIVATE_KEY = readFileSync(join(ZOO, '.env.pem'), 'utf8')
  .split('\n')
  .slice(0, 16)
  .join('\n')
  .replace('TLS_KEY="', '')
  .replace(/"$/, '')

export const zoo: Readonly<Record<string, readonly Row[]>> = {
  '.env': [
    [2, 'SIMPLE', 'value'],
    [3, 'INDENTED', 'yes'],
    [4, 'SPACED', 'around equals'],
    [5, 'EMPTY', ''],
    [6, 'EMPTY_QUOTED', ''],
    [7, 'EMPTY_SINGLE', ''],
    [8, 'EXPORTED', 'with-export'],
    [9, 'EXPORTED_SPACES', 'more spaces'],
    [10, 'TRAILING', 'trailing spaces'],
    [11, 'TAB', 'tabbed'],
    [12, 'EQUALS', 'a=b=c=='],
    [13, 'QUOTED_EQUALS', 'x=y&z=1'],
    [14, 'YAML_STYLE', 'colon-value'],
    [15, 'UNICODE', 'Ünïcödé-ß-é'],
    [16, 'EMOJI', '🔑🚀👩\u200d💻'],
    [17, 'EMOJI_QUOTED', '🔒 locked'],
    [18, 'RTL', 'שלום'],
    [19, 'CJK', '秘密'],
    [20, 'ZERO_WIDTH', 'a\u200bb'],
    [21, 'NBSP', 'a\u00a0b'],
    [22, 'lower_case', '1'],
    [23, 'MixedCase', '2'],
    [24, 'WITH.DOT', '3'],
    [25, 'WITH-DASH', '4'],
    [26, '1STARTS_WITH_DIGIT', '5'],
    // dotenv looks for the `=` over line ends: line 28 is `=no-name`.
    [27, 'NO_EQUALS', 'no-name'],
    [29, 'URL', 'https://user:p%40ss:w0rd@host.example.com:8443/path;v=1?q=a%20b&c=d'],
    [30, 'LONG', 'A'.repeat(5000)],
    [31, 'LAST', 'no trailing newline'],
  ],
  '.env.bom': [
    [1, 'FIRST', 'after-bom'],
    [2, 'SECOND', '2'],
  ],
  '.env.crlf': [
    [1, 'A', '1'],
    [2, 'B', 'two'],
    [3, 'C', 'three'],
    [6, 'MULTI', 'l1\nl2\nl3'],
    [9, 'EMPTY', ''],
    [10, 'LAST', '4'],
  ],
  '.env.duplicates': [
    [1, 'A', 'third'],
    [2, 'B', ''],
    [3, 'A', 'third'],
    [4, 'A', 'third'],
    [5, 'B', ''],
  ],
  '.env.empty': [],
  '.env.example': [
    [1, 'API_TOKEN', ''],
    [2, 'DATABASE_URL', ''],
  ],
  '.env.hash': [
    [1, 'HASH_IN_WORD', 'abc'],
    [2, 'HASH_AFTER_SPACE', 'abc'],
    [3, 'HASH_QUOTED', 'abc # not comment'],
    [4, 'HASH_SINGLE', 'abc # not comment'],
    [5, 'HASH_FIRST', ''],
    [6, 'HASH_COLOR', '#ff00aa'],
    [7, 'PASSWORD', 'p'],
  ],
  '.env.hostile': [
    [1, 'LOG_COMMAND', '::add-mask::nothing'],
    [2, 'STOP', '::stop-commands::abc'],
    [3, 'OUTPUT', 'x\n::set-output name=pwned::1'],
    [
      5,
      'DELIMITER',
      'a\nghadelimiter_00000000-0000-0000-0000-000000000000\nINJECTED<<EOF\npwned\nEOF',
    ],
    [10, 'HEREDOC', '<<EOF'],
    [11, 'SHORT', 'a'],
    [12, 'DIGIT', '1'],
    [13, 'TRUE', 'true'],
    [14, 'REPEATED', 'aaaa'],
    [15, 'REGEX', '.*+?^${}()|[]\\'],
    [16, 'HTML', '<script>alert("x")</script>&amp;'],
    [17, 'MARKDOWN', '| a | b | `code` **bold** [x](http://evil.example.com)'],
    [18, 'ANSI', '\u001b[31mred\u001b[0m'],
    [19, 'BELL', '\u0007'],
    [20, 'PROTO', '__proto__'],
    [21, '__proto__', null],
    [22, 'constructor', 'polluted'],
    [23, 'toString', 'polluted'],
  ],
  '.env.interpolation': [
    [1, 'BASE', 'https://api.example.com'],
    [2, 'FULL', '${BASE}/v1'],
    [3, 'BARE', '$BASE/v2'],
    [4, 'DEFAULT', '${MISSING:-fallback}'],
    [5, 'ESCAPED', '\\${BASE}'],
    [6, 'SINGLE', '${BASE}'],
    [7, 'COMMAND', '$(whoami)'],
    [8, 'BACKTICKS', '`id`'],
    [9, 'PASSWORD', 'pa$$word'],
    [10, 'PRICE', '$5.00'],
    [11, 'PERCENT', '100%25%0A%0D'],
  ],
  '.env.json': [
    [
      1,
      'JSON_UNQUOTED',
      '{"type":"service_account","project_id":"demo","private_key":"-----BEGIN PRIVATE KEY-----\\nMIIfake\\n-----END PRIVATE KEY-----\\n"}',
    ],
    [2, 'JSON_SINGLE', '{"a":1,"b":[true,null,"x # y"],"c":{"d":"é"}}'],
    [3, 'JSON_MULTILINE', '{\n  "nested": {\n    "token": "json-inner-token-123456"\n  }\n}'],
    // Escaped quotes stay escaped.
    [8, 'JSON_ESCAPED', '{\\"a\\":\\"b\\"}'],
    [9, 'AFTER', '1'],
  ],
  '.env.mixed-eol': [
    [1, 'A', '1'],
    [2, 'B', '2'],
    [3, 'C', '3'],
    [4, 'D', '4'],
    [5, 'E', '5'],
  ],
  '.env.multiline': [
    [1, 'BEFORE', '1'],
    [
      2,
      'MULTI_DOUBLE',
      'first line\nsecond line\n  indented third\n# not a comment\nKEY=not-a-key\n\nafter blank',
    ],
    [9, 'MULTI_SINGLE', 'one\ntwo\nthree'],
    [12, 'MULTI_BACKTICK', 'un\ndeux "quoted" \'quoted\'\ntrois'],
    [15, 'AFTER', '2'],
    [16, 'CONTINUED', 'first \\'],
  ],
  '.env.no-newline': [[1, 'ONE', '1']],
  '.env.only-comments': [],
  '.env.only-newline': [],
  '.env.pem': [
    [1, 'TLS_KEY', PRIVATE_KEY],
    [17, 'TLS_KEY_ESCAPED', PRIVATE_KEY],
    [18, 'TLS_KEY_UNQUOTED', PRIVATE_KEY.replaceAll('\n', '\\n')],
    [19, 'TLS_KEY_BASE64', btoa(`${PRIVATE_KEY}\n`)],
    [20, 'AFTER', '1'],
  ],
  '.env.prod.local': [
    [1, 'STAGE', 'prod-local'],
    [2, 'TOKEN', 'prod-local-token-1'],
  ],
  '.env.quotes': [
    [1, 'SINGLE', 'single $NOT_EXPANDED \\n literal'],
    [2, 'DOUBLE', 'double with \\"escaped\\" and \\\\ backslash'],
    [3, 'BACKTICK', 'backtick with "double" and \'single\''],
    [4, 'SINGLE_IN_DOUBLE', "it's fine"],
    [5, 'DOUBLE_IN_SINGLE', 'say "hi"'],
    // A quote that nothing closes is part of the value.
    [6, 'UNBALANCED', '"starts but'],
    [7, 'NEXT', 'after-unbalanced'],
    [8, 'MIDDLE', 'mid"dle"quote'],
    [9, 'QUOTED_TRAILING', 'value'],
    [10, 'QUOTED_JUNK', '"value"junk'],
    [11, 'QUOTED_SPACES', '  leading and trailing  '],
    [12, 'ONLY_QUOTE', '"'],
    [13, 'ESCAPED_NEWLINE', 'line1\nline2\nline3'],
    [14, 'ESCAPED_TAB', 'a\\tb'],
    [15, 'ESCAPED_CR', 'a\rb'],
    [16, 'UNQUOTED_ESCAPE', 'line1\\nline2'],
    [17, 'DOLLAR_ESCAPED', '\\$HOME'],
    [18, 'ESCAPED_SINGLE', "it\\'s"],
  ],
  '.env.reserved': [
    [1, 'PATH', '/evil/bin'],
    [2, 'NODE_OPTIONS', '--require ./evil.js'],
    [3, 'LD_PRELOAD', '/tmp/evil.so'],
    [4, 'BASH_ENV', 'evil.sh'],
    [5, 'GITHUB_TOKEN', 'not-a-token'],
    [6, 'GITHUB_ENV', '/dev/null'],
    [7, 'GITHUB_OUTPUT', '/dev/null'],
    [8, 'RUNNER_TEMP', '/evil'],
    [9, 'INPUT_PRIVATE_KEY', 'evil'],
    [10, 'ACTIONS_RUNTIME_TOKEN', 'evil'],
    [11, 'CI', 'false'],
    [12, 'HOME', '/evil'],
    [13, 'FINE', 'yes'],
  ],
  '.env.urls': [
    [
      1,
      'DATABASE_URL',
      'postgres://user:pa%24%24-w0rd%40x@db.example.com:5432/app?sslmode=require&options=-c%20search_path%3Dapp',
    ],
    [2, 'REDIS', 'rediss://:p@ss:w/rd@cache.example.com:6380'],
    [3, 'SMTP', 'smtp://mailer%40example.com:S3cr3t!@smtp.example.com:587'],
    [4, 'WEBHOOK', 'https://hooks.example.com/services/T000/B000/abcdefghijklmnop'],
  ],
  '.envrc': [
    [1, 'DIRENV', '1'],
    [2, 'TOKEN', 'direnv-token-value'],
  ],
  'app.env': [
    [1, 'APP', 'from app.env'],
    [2, 'TOKEN', 'app-env-token-value'],
  ],
  'deep/a/b/c/d/e/f/.env.deep': [[1, 'DEPTH', '7']],
  'größe/日本語/.env': [
    [1, 'ORT', 'Zürich'],
    [2, 'TOKEN', 'unicode-folder-token'],
  ],
  'my service/.env': [
    [1, 'SERVICE', 'my service'],
    [2, 'TOKEN', 'space-folder-token'],
  ],
  "ops/it's, 100%/.env.a,b": [
    [1, 'COMMA', 'in the name'],
    [2, 'TOKEN', 'comma-name-token'],
  ],
}
