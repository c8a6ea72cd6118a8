import nodemailer from 'nodemailer'
import { type Deployment, type Finding, fail, ok, whyNot } from './finding.ts'

/** Whether the mail server takes us, where there is one. */
export async function checkMail({ smtpUrl, patience }: Deployment): Promise<Finding> {
  if (!smtpUrl) return ok('mail', 'no mail server is set: whom the bot cannot reach gets none')
  const times = { connectionTimeout: patience, greetingTimeout: patience, socketTimeout: patience }
  const transport = nodemailer.createTransport({ url: smtpUrl, ...times })
  const { host } = new URL(smtpUrl)
  try {
    await transport.verify()
    return ok('mail', `${host} takes mail from us`)
  } catch (error) {
    return fail(
      'mail',
      `${host} does not take us (${whyNot(error)})`,
      'Check host, port, login and password of SMTP_URL.',
    )
  } finally {
    transport.close()
  }
}
