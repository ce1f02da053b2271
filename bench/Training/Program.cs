using DropoutSweep.Bench;

return await new BenchCommand().Parse(args).InvokeAsync();
