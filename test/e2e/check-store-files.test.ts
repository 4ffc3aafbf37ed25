// A check of what lies in `.kanuka/` that no store has, and of who must approve changes to it.
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { all, assertFindings, AUDIT, CONFIG, freshKey, tidy } from '../helpers/checking-store.ts'
import { checkPull, writes, type Edit } from '../helpers/checking.ts'

const TEAM = { store: 'team', arrange: tidy }

describe('STORE_FILE_UNEXPECTED', () => {
  const links: Edit = (root) => {
    mkdirSync(join(root, '.kanuka/secrets'), { recursive: true })
    symlinkSync('/etc/passwd', join(root, '.kanuka/secrets/passwd'))
  }

  for (const [what, branch, path, message, fix] of [
    ['a link', links, '.kanuka/secrets/passwd', /is a link/, /`git rm`/],
    [
      'an executable',
      (root: string) => chmodSync(join(root, AUDIT), 0o755),
      AUDIT,
      /is executable/,
      /`git update-index --chmod=-x`/,
    ],
    [
      'a script',
      writes('.kanuka/hooks/post-checkout', '#!/bin/sh\n'),
      '.kanuka/hooks/post-checkout',
      /is no file of a store/,
      /`git rm`/,
    ],
    [
      'a copy',
      writes(`${CONFIG}.orig`, 'x\n'),
      `${CONFIG}.orig`,
      /is no file of a store/,
      /git rm/,
    ],
    [
      'a key with a name in place of a UUID',
      writes('.kanuka/public_keys/zoe.pub', freshKey()),
      '.kanuka/public_keys/zoe.pub',
      /is no file of a store/,
      /git rm/,
    ],
  ] as const) {
    test(what, async (t) => {
      const finding = { code: 'STORE_FILE_UNEXPECTED', severity: 'warning', path } as const
      const pull = await checkPull(t, { ...TEAM, branch: [branch] })
      assertFindings(await pull.check(), { ...finding, message, fix })
      // It does not need to be new.
      const old = await checkPull(t, { ...TEAM, arrange: all(tidy, branch) })
      assertFindings(await old.check(), finding)
    })
  }

  test('not: what people put there for git and for each other, and files beside', async (t) => {
    const pull = await checkPull(t, {
      ...TEAM,
      branch: [
        all(
          writes('.kanuka/README.md', '# Who is who\n'),
          writes('.kanuka/.gitignore', '*.tmp\n'),
          writes('.kanuka/.gitattributes', '*.kanuka binary\n'),
          writes('.kanuka/secrets/.gitkeep', ''),
          writes('kanuka.sh', '#!/bin/sh\n'),
        ),
        (root) => {
          chmodSync(join(root, 'kanuka.sh'), 0o755)
          symlinkSync('kanuka.sh', join(root, 'secrets.sh'))
        },
      ],
    })
    assertFindings(await pull.check())
  })
})

describe('STORE_UNOWNED', () => {
  for (const [what, path, text] of [
    ['owns the sources alone', '.github/CODEOWNERS', '/src/ @acme/developers\n'],
    ['names nobody for the store', 'CODEOWNERS', '* @acme/all\n/.kanuka/ # whoever\n'],
    ['owns the public keys alone', 'docs/CODEOWNERS', '/.kanuka/public_keys/ @acme/security\n'],
  ] as const) {
    test(`a CODEOWNERS that ${what}`, async (t) => {
      const pull = await checkPull(t, { ...TEAM, branch: [writes(path, text)] })
      assertFindings(await pull.check(), {
        code: 'STORE_UNOWNED',
        severity: 'notice',
        path,
        message: /names no owner for \/\.kanuka\/, so anybody with write access can approve/,
        fix: new RegExp(`\`echo '/\\.kanuka/ @your-org/your-team' >> ${path}\``),
      })
    })
  }

  for (const [what, edit] of [
    ['the store has an owner', writes('.github/CODEOWNERS', '/.kanuka/ @acme/security\n')],
    ['all has', writes('CODEOWNERS', '* sec@example.com\n')],
    [
      'GitHub takes the one in .github',
      all(
        writes('.github/CODEOWNERS', '/.kanuka/ @acme/security\n'),
        writes('CODEOWNERS', '/src/ @acme/developers\n'),
      ),
    ],
  ] as const) {
    test(`not: ${what}`, async (t) => {
      const pull = await checkPull(t, { ...TEAM, branch: [edit] })
      assertFindings(await pull.check())
    })
  }

  test('of several stores, the one that is left out', async (t) => {
    const pull = await checkPull(t, {
      store: 'monorepo',
      branch: [
        writes(
          'CODEOWNERS',
          '/.kanuka/ @acme/security\n/services/api/ @acme/api\n*.md @acme/docs\n',
        ),
      ],
    })
    assertFindings(await pull.check({ 'working-directory': '**' }), {
      code: 'STORE_UNOWNED',
      severity: 'notice',
      path: 'CODEOWNERS',
      message: /for \/services\/web\/\.kanuka\/,/,
      fix: /echo '\/services\/web\/\.kanuka\/ @your-org\/your-team'/,
    })
  })
})
