export function redact(text: string): string {
  return text.replace(/LTAI\w{6,}/g, '[redacted]');
}
