using DropoutSweep.Bench.Faults;

return await new FaultsCommand().Parse(args).InvokeAsync();
