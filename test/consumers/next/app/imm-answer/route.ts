/** Hands an answer of IMM on to the browser. */
export async function GET(): Promise<Response> {
  const answer = await fetch(`${process.env['IMM_URL']}/?Action=GetProject&Version=2020-09-30&ProjectName=nowhere`);
  return new Response(answer.body, { status: answer.status, headers: { 'content-type': 'application/json' } });
}
