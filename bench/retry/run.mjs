import { bundleKit } from './bundleKit.mjs';
import { contendersOf } from './contenders.mjs';
import { simulate } from './simulate.mjs';
const kit = await bundleKit();
const contenders = await contendersOf(kit);
const [name='imm-error-kit', sizes='10,100', seeds='1,2', ...flags] = process.argv.slice(2);
for (const tabs of sizes.split(',').map(Number)) for (const seed of seeds.split(',').map(Number)) {
  const t=Date.now();
  const o = Object.fromEntries(flags.map(f=>[f.split('=')[0], f.includes('=')?Number(f.split('=')[1]):true]));
  const r = await simulate(contenders[name], kit.ImmError, { tabs, seed, ...o });
  console.log(name, tabs, seed, JSON.stringify(r), Date.now()-t,'ms');
}
