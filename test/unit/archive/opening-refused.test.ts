// What an encrypted archive says to who cannot open it.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import * as openpgp from 'openpgp'
import {
  plain,
  refused,
  contents,
  open,
  sealed,
  testKey,
  type TestKey,
} from '../../helpers/openpgp.ts'
import { refusal, refusals } from '../../helpers/refusals.ts'

const CONTENT = gzipSync('the bytes of an archive')
const PASSPHRASE = 'test passphrase'

let alice: TestKey
let bob: TestKey
before(async () => {
  alice = await testKey()
  bob = await testKey()
})

describe('an archive stays locked', () => {
  test('where nothing is given to open it, and it says for whom it is', async () => {
    const recipients = `${alice.publicKey}${bob.publicKey}`
    const bytes = await sealed(CONTENT, { recipients, passphrase: PASSPHRASE })
    const error = await refusal(async () => open(bytes, {}))
    assert.equal(error.code, 'ARCHIVE_LOCKED')
    const ids = await Promise.all(
      [alice, bob].map(async ({ publicKey }) => {
        const key = await openpgp.readKey({ armoredKey: publicKey })
        return (await key.getEncryptionKey()).getKeyID().toHex().toUpperCase()
      }),
    )
    assert.equal(
      error.what,
      `backup.tar.gz.gpg is encrypted to the keys ${ids.join(', ')} and with a passphrase, and neither \`archive-passphrase\` nor \`archive-decryption-key\` is given`,
    )
  })

  test('where a key or a passphrase is another one', async () => {
    const bytes = await sealed(CONTENT, { recipients: alice.publicKey })
    const id = new RegExp(`archive-decryption-key. \\(${bob.id}, [0-9A-F]{16}\\) is none of them`)
    await refused('ARCHIVE_LOCKED', id, async () => open(bytes, { key: bob.privateKey }))
    await refused('ARCHIVE_LOCKED', /`archive-passphrase` does not open it/, async () =>
      open(bytes, { passphrase: PASSPHRASE }),
    )
    const withPassphrase = await sealed(CONTENT, { passphrase: PASSPHRASE })
    for (const passphrase of ['canary', `${PASSPHRASE} `, `${PASSPHRASE}\n\n`, '']) {
      const what = /encrypted with a passphrase, but `archive-passphrase` does not open it/
      await refused('ARCHIVE_LOCKED', what, async () => open(withPassphrase, { passphrase }))
    }
  })

  test('where a wrong passphrase leads to another key of the right size', async () => {
    // As `gpg -c` writes it: the passphrase is the key, and any passphrase is one.
    const direct = new openpgp.SymEncryptedSessionKeyPacket() as unknown as {
      sessionKeyAlgorithm: number
      s2k: { generateSalt(): void; produceKey(text: string, bytes: number): Promise<Uint8Array> }
      write(): Uint8Array
    }
    const made = await openpgp.encrypt({
      message: await plain(CONTENT),
      passwords: PASSPHRASE,
      format: 'object',
    })
    const s2k = (made.packets[0] as unknown as typeof direct).s2k
    Object.assign(direct, { version: 4, s2k, sessionKeyAlgorithm: 9, encrypted: null })
    const data = await s2k.produceKey(PASSPHRASE, 32)
    const sessionKey = { data, algorithm: 'aes256' } as const
    const body = await openpgp.encrypt({
      message: await plain(CONTENT),
      sessionKey,
      format: 'object',
    })
    const packets = new openpgp.PacketList<openpgp.AnyPacket>()
    packets.push(direct as unknown as openpgp.AnyPacket, ...body.packets)
    const bytes = packets.write()
    assert.deepEqual(await contents(bytes, { passphrase: `${PASSPHRASE}\n` }), CONTENT)
    for (let index = 0; index < 6; index++) {
      const passphrase = `another ${index}`
      await refused('ARCHIVE_LOCKED', /does not open it/, async () => open(bytes, { passphrase }))
    }
    await refused('ARCHIVE_DAMAGED', /changed or are missing/, async () =>
      open(bytes.subarray(0, -10), { passphrase: PASSPHRASE }),
    )
  })

  test('where its key is locked, public or damaged, beside all that is wrong with signers', async () => {
    const locked = await testKey({ passphrase: PASSPHRASE })
    const bytes = await sealed(CONTENT, { recipients: locked.publicKey })
    for (const [opener, what] of [
      [{ key: locked.privateKey }, /`archive-decryption-passphrase` is empty/],
      [
        { key: locked.privateKey, keyPassphrase: 'canary' },
        /`archive-decryption-passphrase` does not/,
      ],
      [{ key: locked.publicKey }, /it is a public key/],
      [{ key: 'canary' }, /it has no line/],
      [{ key: locked.privateKey.slice(0, 300) }, /cut off, damaged/],
    ] as const) {
      await refused('ARCHIVE_KEY_INVALID', what, async () => open(bytes, opener))
    }
    const errors = await refusals(async () =>
      open(bytes, { key: 'canary', signers: `${bob.privateKey}${bob.publicKey.slice(0, 99)}` }),
    )
    assert.deepEqual(
      errors.map(({ code, what }) => [code, what.split('`')[1]]),
      [
        ['ARCHIVE_KEY_INVALID', 'archive-signers'],
        ['ARCHIVE_KEY_INVALID', 'archive-signers'],
        ['ARCHIVE_KEY_INVALID', 'archive-decryption-key'],
      ],
    )
    assert.ok(!JSON.stringify(errors).includes('canary'))
  })

  test('where nothing proves that its bytes were not changed', async () => {
    const old = new openpgp.SymmetricallyEncryptedDataPacket() as unknown as {
      packets: openpgp.PacketList<openpgp.AnyPacket>
      encrypt(algorithm: number, key: Uint8Array): Promise<void>
    }
    old.packets = (await plain(CONTENT)).packets
    const sessionKey = await openpgp.generateSessionKey({ encryptionKeys: [] })
    await old.encrypt(openpgp.enums.symmetric.aes256, sessionKey.data)
    const { packets } = await openpgp.encryptSessionKey({
      ...sessionKey,
      encryptionKeys: await openpgp.readKey({ armoredKey: alice.publicKey }),
      format: 'object',
    })
    packets.push(old as unknown as openpgp.AnyPacket)
    await refused('ARCHIVE_LOCKED', /without a proof/, async () =>
      open(packets.write(), { key: alice.privateKey }),
    )
  })

  test('where it asks for more work than anybody needs', async () => {
    const { packets } = await openpgp.encrypt({
      message: await plain(CONTENT),
      passwords: ['a', 'b'],
      format: 'object',
    })
    const [first, , data] = packets
    assert.ok(first && data)
    const many = new openpgp.PacketList<openpgp.AnyPacket>()
    many.push(...Array.from({ length: 9 }, () => first), data)
    await refused(
      'ARCHIVE_LOCKED',
      /0 recipients and 9 passphrases, more than are tried/,
      async () => open(many.write(), { passphrase: 'a' }),
    )
  })

  // One in 256 opens to what looks like a key of Twofish.
  test('where a wrong passphrase seems to open it', async () => {
    const bytes = await openpgp.encrypt({
      message: await plain(CONTENT),
      passwords: PASSPHRASE,
      sessionKey: await openpgp.generateSessionKey({ encryptionKeys: [] }),
      config: { s2kIterationCountByte: 0 },
      format: 'binary',
    })
    const seemsToOpen = async (passphrase: string): Promise<boolean> => {
      const message = await openpgp.readMessage({ binaryMessage: bytes })
      const found = openpgp.decryptSessionKeys({ message, passwords: passphrase })
      return (await found.catch(() => [])).some(({ algorithm }) => algorithm === 'twofish')
    }
    let tries = 0
    while (!(await seemsToOpen(`wrong ${tries}`))) tries += 1
    await refused('ARCHIVE_LOCKED', /`archive-passphrase` does not open it/, async () =>
      open(bytes, { passphrase: `wrong ${tries}` }),
    )
  })
})
