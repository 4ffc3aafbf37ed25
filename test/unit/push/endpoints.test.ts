// Which servers a configuration may name.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { checkEndpoints, parseAllowedEndpoints } from '../../../src/push/endpoints.ts'
import type { Origin } from '../../../src/push/config-problems.ts'
import { refusal } from '../../helpers/refusals.ts'

const PUBLIC = ['*.vault.azure.net', 'api.github.com']

function said(url: string, origin: Origin = 'file', lines: readonly string[] = []): string {
  const place = { shown: 'd.yml', origin, line: 3, column: 10 }
  const rules = { publicHosts: PUBLIC, allowed: parseAllowedEndpoints(lines) }
  const errors = checkEndpoints('prod', [{ option: 'url', url, place }], rules)
  return errors.map(({ what, fix }) => `${what} | ${fix}`).join('\n')
}

describe('a file of the checkout', () => {
  for (const [url, lines] of [
    ['https://my-vault.vault.azure.net', []],
    ['https://MY-VAULT.Vault.Azure.NET/', []],
    ['https://api.github.com/', []],
    ['https://api.github.com:443', []],
    ['https://api.github.com.', []],
    ['https://vault.corp', ['vault.corp']],
    ['https://vault.corp/v1', ['VAULT.corp:443']],
    ['https://vault.corp:8200/ui', ['other', 'vault.corp:8200']],
    ['https://bücher.example', ['xn--bcher-kva.example']],
    ['https://[2001:db8::1]:8200', ['[2001:DB8:0::1]:8200']],
    ['http://127.0.0.1:8200', ['127.0.0.1:8200']],
    ['http://localhost:8200', ['localhost:8200']],
    ['http://[::1]:8200', ['[::1]:8200']],
  ] as const) {
    test(`may name ${url}${lines.length > 0 ? ' when it is listed' : ''}`, () => {
      assert.equal(said(url, 'file', lines), '')
      if (lines.length > 0) assert.match(said(url), /neither the provider's own nor in/)
    })
  }

  for (const [url, lines] of [
    ['https://evil.example', []],
    ['https://vault.azure.net', []],
    ['https://a.b.vault.azure.net', []],
    ['https://.vault.azure.net', []],
    ['https://my.vault.azure.net.evil.example', []],
    ['https://myvault-azure.net', []],
    ['https://my.vault.azure.net:8443', []],
    ['https://api.github.com:22', []],
    ['https://vault.corp:8200', ['vault.corp']],
    ['https://vault.corp', ['vault.corp:8200']],
    ['https://a.vault.corp', ['vault.corp']],
    ['https://vault.corp.evil', ['vault.corp']],
    ['http://localhost:8201', ['localhost:8200']],
    ['https://vault.corp%2eevil', ['vault.corp']],
  ] as const) {
    test(`may not name ${url}${lines.length > 0 ? ` for ${lines.join()}` : ''}`, () => {
      assert.notEqual(said(url, 'file', lines), '')
    })
  }

  test('the error has the place, and the line to paste', () => {
    assert.equal(
      said('https://vault.corp:8200/v1'),
      "d.yml, line 3, column 10: destination `prod`: `url` names the host vault.corp:8200, which is neither the provider's own nor in `allow-endpoints` | If it is meant, give the step `allow-endpoints: 'vault.corp:8200'`: only the workflow may, because a pull request can change this file.",
    )
  })
})

describe('the workflow', () => {
  test('may name any host', () => {
    for (const url of ['https://vault.corp:8200', 'https://10.0.0.5', 'http://127.8.9.1:80/x']) {
      assert.equal(said(url, 'workflow'), '')
    }
  })
})

describe('nobody may name', () => {
  for (const [url, why] of [
    ['http://vault.corp', /is not https/],
    ['http://localhost.evil.example', /is not https/],
    ['http://127.0.0.1.evil.example', /is not https/],
    ['ftp://vault.corp', /is no URL/],
    ['file:///etc/passwd', /is no URL/],
    ['vault.corp', /is no URL/],
    ['https:vault.corp', /is no URL/],
    ['https:///vault.corp', /is no URL/],
    ['https:\\\\vault.corp', /is no URL/],
    ['https://vault.corp\\@evil', /is no URL/],
    ['https://va\tult.corp', /is no URL/],
    [' https://vault.corp', /is no URL/],
    ['https://vault.corp:99999', /is no URL/],
    ['https://.', /is no URL/],
    ['', /is no URL/],
    ['https://user@vault.corp', /holds a user or a password/],
    ['https://user:hunter2@vault.corp', /holds a user or a password/],
    ['https://:@vault.corp', /holds a user or a password/],
    ['https://vault.corp?x=hunter2', /holds a query/],
    ['https://vault.corp#hunter2', /holds a query/],
    ['https://169.254.169.254/latest', /get their own credentials/],
    ['https://169.254.170.2', /get their own credentials/],
    ['http://169.254.169.254/latest', /get their own credentials/],
    ['https://2852039166', /get their own credentials/],
    ['https://0xa9fea9fe', /get their own credentials/],
    ['https://0251.0376.0251.0376', /get their own credentials/],
    ['https://169.254.43518', /get their own credentials/],
    ['https://%31%36%39.254.169.254', /get their own credentials/],
    ['https://１６９.254.169.254', /get their own credentials/],
    ['https://169.254.169.254.', /get their own credentials/],
    ['https://[::ffff:169.254.169.254]', /get their own credentials/],
    ['https://[::169.254.169.254]', /get their own credentials/],
    ['https://[64:ff9b::a9fe:a9fe]', /get their own credentials/],
    ['https://[2002:a9fe:a9fe::1]', /get their own credentials/],
    ['https://[fe80::1]', /get their own credentials/],
    ['https://[febf:ffff::1]', /get their own credentials/],
    ['https://[fd00:ec2::254]', /get their own credentials/],
    ['https://[fd00:0ec2:0:0:0:0:0:254]', /get their own credentials/],
    ['https://[::]', /get their own credentials/],
    ['https://0.0.0.0', /get their own credentials/],
    ['https://metadata.google.internal', /get their own credentials/],
    ['https://METADATA.google.internal./', /get their own credentials/],
    ['https://100.100.100.200', /get their own credentials/],
    ['https://168.63.129.16', /get their own credentials/],
  ] as const) {
    test(url, () => {
      for (const origin of ['file', 'workflow'] as const) {
        assert.match(said(url, origin, ['vault.corp']), why)
        assert.equal(said(url, origin).includes('hunter2'), false)
      }
    })
  }

  test('neighbours of refused addresses are not refused', () => {
    for (const url of [
      'https://169.253.1.1',
      'https://[fec0::1]',
      'https://[fd00:ec2::255]',
      'https://[2001:db8::a9fe:a9fe]',
    ]) {
      assert.equal(said(url, 'workflow'), '')
    }
  })

  test('any link-local address, however it is written', () => {
    fc.assert(
      fc.property(fc.nat(255), fc.nat(255), fc.nat(3), (c, d, way) => {
        const number = ((169 << 24) | (254 << 16) | (c << 8) | d) >>> 0
        const hex = (number & 0xffff).toString(16)
        const written = [
          `169.254.${c}.${d}`,
          String(number),
          `0x${number.toString(16)}`,
          `[::ffff:a9fe:${hex}]`,
        ]
        assert.match(said(`https://${written[way]}`, 'workflow'), /get their own credentials/)
      }),
    )
  })
})

describe('allow-endpoints', () => {
  for (const line of [
    'https://vault.corp',
    'vault.corp/x',
    '*.corp',
    'a b',
    'user@vault.corp',
    '',
    'vault.corp:',
    'vault.corp:port',
    'vault.corp:70000',
    '%65',
    '::1',
  ]) {
    test(`"${line}" is no host`, async () => {
      const { code, what } = await refusal(() => parseAllowedEndpoints(['ok.example', line]))
      assert.equal(code, 'INPUT_INVALID')
      assert.match(what, /^line 2 of the input/)
    })
  }
})
