// Started as a program: seals, reads back and signs as many MB as it is told, and prints the most memory
// that it held, in MB.
import { randomBytes } from 'node:crypto'
import { signDetached } from '../../src/archive/sealing.ts'
import { SecretValue } from '../../src/secret-value.ts'
import { sealing, testKey } from './openpgp.ts'

const MB = 1024 * 1024
const megabytes = Number(process.argv[2])
const random = randomBytes(64 * 1024)

async function* content() {
  for (let index = 0; index < megabytes * 16; index++) {
    const chunk = Buffer.from(random)
    chunk.writeUInt32BE(index)
    yield chunk
  }
}

const { publicKey, privateKey } = await testKey()
const sealer = await sealing({
  recipients: publicKey,
  passphrase: 'memory',
  signingKey: privateKey,
})
let bytes = 0
for await (const chunk of sealer.unseal(sealer.seal(content()))) bytes += chunk.length
if (bytes !== megabytes * MB) throw new Error(`${bytes} bytes came back`)
await signDetached(content(), new SecretValue(privateKey), undefined)
console.log(Math.ceil(process.resourceUsage().maxRSS / 1024))
