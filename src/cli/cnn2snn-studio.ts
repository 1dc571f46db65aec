#!/usr/bin/env node
import { commands } from './commands/index.ts';
import { runProcess } from './runProcess.ts';
import { studioArguments } from './studioArguments.ts';

await runProcess(studioArguments(process.argv.slice(2), commands));
