// What people really paste into a repository secret.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { findPemBlocks, formatPem, isCutOff } from '../../../src/kanuka/pem.ts'
import { key } from '../../helpers/action.ts'

const PEM = key('basic-alice.pkcs1.pem')
const [BLOCK] = findPemBlocks(PEM)
const ONE_LINE = PEM.trimEnd().replaceAll('\n', '\\n')
const BASE64 = Buffer.from(PEM).toString('base64')
const WRAPPED = BASE64.replace(/.{76}/g, '$&\n')

const pastes: Readonly<Record<string, string>> = {
  'as the tool wrote it': PEM,
  'with CRLF line ends': PEM.replaceAll('\n', '\r\n'),
  'with the line ends of old Macs': PEM.replaceAll('\n', '\r'),
  'without the last newline': PEM.trimEnd(),
  'with blank lines and blanks around': `\n \n  ${PEM} \n\n`,
  'with blanks at the end of every line': PEM.replaceAll('\n', '  \n'),
  'indented, as copied out of YAML': PEM.replace(/^/gm, '    '),
  'indented with tabs': PEM.replace(/^/gm, '\t'),
  'indented with no-break blanks, as copied out of a web page': PEM.replace(/^/gm, '\u00a0\u00a0'),
  'with literal \\n instead of line ends': ONE_LINE,
  'with literal \\r\\n instead of line ends': PEM.trimEnd().replaceAll('\n', '\\r\\n'),
  'with literal \\n and real line ends': PEM.replaceAll('\n', '\\n\n'),
  'in double quotes, as copied out of JSON': `"${ONE_LINE}"`,
  'in single quotes': `'${ONE_LINE}'`,
  'in quotes over several lines': `"${PEM}"`,
  'on one line with blanks': PEM.replaceAll('\n', ' '),
  'on one line with nothing between': PEM.replaceAll('\n', ''),
  'behind a text': `Alice's key, made in May:\n${PEM}`,
  'before a text': `${PEM}\nkeep it safe`,
  'as the line of a dotenv file': `KANUKA_PRIVATE_KEY="${ONE_LINE}"\n`,
  'with a byte order mark in front': `\ufeff${PEM}`,
  'in base64': BASE64,
  'in base64 with a last newline': `${BASE64}\n`,
  'in base64 with line ends': WRAPPED,
  'in base64 with CRLF line ends': WRAPPED.replaceAll('\n', '\r\n'),
  'in base64 with literal \\n': WRAPPED.replaceAll('\n', '\\n'),
  'in base64 in quotes': `"${BASE64}"`,
  'in base64 in single quotes': `'${BASE64}'\n`,
  'in base64 without its padding': BASE64.replace(/=+$/, ''),
  'in base64url': Buffer.from(PEM).toString('base64url'),
  'in base64 with a byte order mark': `\ufeff${BASE64}`,
  'in base64 of a file with CRLF': Buffer.from(PEM.replaceAll('\n', '\r\n')).toString('base64'),
}

describe('one and the same key is found', () => {
  for (const [form, pasted] of Object.entries(pastes)) {
    test(form, () => {
      assert.deepEqual(findPemBlocks(pasted), [BLOCK])
      assert.equal(formatPem(findPemBlocks(pasted)[0] ?? assert.fail()), PEM)
    })
  }
})

test('the normal form is what openssl writes: 64 columns, LF, a final newline', () => {
  assert.ok(BLOCK)
  assert.equal(BLOCK.label, 'RSA PRIVATE KEY')
  assert.deepEqual(BLOCK.headers, [])
  assert.equal(formatPem(BLOCK), PEM)
  assert.doesNotMatch(BLOCK.body, /\s/)
})

describe('the headers of a key with passphrase', () => {
  const encrypted = key('basic-alice.pkcs1-passphrase-aes256.pem')
  const forms: Readonly<Record<string, string>> = {
    'as the tool wrote it': encrypted,
    'with CRLF line ends': encrypted.replaceAll('\n', '\r\n'),
    'with literal \\n': encrypted.replaceAll('\n', '\\n'),
    'with literal \\r\\n': encrypted.replaceAll('\n', '\\r\\n'),
    'on one line': encrypted.replaceAll('\n', ' '),
    indented: encrypted.replace(/^/gm, '      '),
    'without the blank line after them': encrypted.replace('\n\n', '\n'),
    'in base64': Buffer.from(encrypted).toString('base64'),
  }
  for (const [form, pasted] of Object.entries(forms)) {
    test(form, () => {
      const [block] = findPemBlocks(pasted)
      assert.ok(block)
      assert.equal(block.headers[0], 'Proc-Type: 4,ENCRYPTED')
      assert.match(block.headers[1] ?? '', /^DEK-Info: AES-256-CBC,[0-9A-F]{32}$/)
      assert.equal(formatPem(block), encrypted)
    })
  }
})

test('several blocks come in their order: certificate and key, or parameters and key', () => {
  const certificate = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'
  const labels = findPemBlocks(certificate + PEM).map(({ label }) => label)
  assert.deepEqual(labels, ['CERTIFICATE', 'RSA PRIVATE KEY'])
})

test('BEGIN and END of different kinds are no block', () => {
  const mixed = PEM.replace('END RSA PRIVATE KEY', 'END PRIVATE KEY')
  assert.deepEqual(findPemBlocks(mixed), [])
  assert.ok(isCutOff(mixed))
})

describe('cut off', () => {
  for (const [what, pasted, expected] of [
    ['a key without its end', PEM.slice(0, 900), true],
    ['the same in base64', Buffer.from(PEM.slice(0, 900)).toString('base64'), true],
    ['the same with literal \\n', ONE_LINE.slice(0, 900), true],
    ['a whole key', PEM, false],
    ['a whole key in base64', BASE64, false],
    ['a password', 'correct horse battery staple', false],
    ['nothing', '', false],
  ] as const) {
    test(`${what}: ${expected ? 'yes' : 'no'}`, () => assert.equal(isCutOff(pasted), expected))
  }
})

describe('nothing is found in', () => {
  const others: Readonly<Record<string, string>> = {
    nothing: '',
    'a password': 'correct horse battery staple',
    'a path to a key': '/home/alice/.ssh/id_rsa',
    'a masked output': '***',
    'the body alone': BLOCK?.body ?? '',
    'base64 of base64': Buffer.from(BASE64).toString('base64'),
    'the BEGIN line alone': '-----BEGIN RSA PRIVATE KEY-----',
    'lines with too few dashes': PEM.replaceAll('-----', '----'),
  }
  for (const [what, pasted] of Object.entries(others)) {
    test(what, () => assert.deepEqual(findPemBlocks(pasted), []))
  }
})
