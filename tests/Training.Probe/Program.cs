using System.Runtime;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using DropoutSweep.Training;
using DropoutSweep.Training.Probe;

// A child process of the exactness tests:
//   hardware                          what the runtime says of the processor, a name=value line each
//   run SCENARIO...                   trains each to the end: "name model-sum result-sum" lines
//   first [warm]                      how many methods are compiled for a process's first run, after a warm-up if asked for
//   inspect SCENARIO...               trains each and looks into its model: "name sum" lines
//   stop SCENARIO POINT FILE          trains until batch:N or epoch:N and saves a checkpoint
//   resume (SCENARIO FILE)...         goes on from checkpoints to the end, lines as for run
switch (args)
{
    case ["hardware"]:
        Console.WriteLine($"bits={VectorHardware.VectorBits}");
        Console.WriteLine($"fma={VectorHardware.FusedMultiplyAdd}");
        Console.WriteLine($"vector128={Vector128.IsHardwareAccelerated}");
        Console.WriteLine($"vector256={Vector256.IsHardwareAccelerated}");
        Console.WriteLine($"vector512={Vector512.IsHardwareAccelerated}");
        Console.WriteLine($"avx2={Avx2.IsSupported}");
        Console.WriteLine($"avx512={Avx512F.IsSupported}");
        return 0;
    case ["run", .. var names]:
        foreach (var name in names)
        {
            Console.WriteLine($"{name} {Runs.ToEnd(Scenarios.Create(name).Start())}");
        }

        return 0;
    case ["first", .. var warm]:
        if (warm is ["warm"])
        {
            TrainingWarmUp.Run();
        }

        var scenario = Scenarios.Create("adam-bernoulli");
        var before = JitInfo.GetCompiledMethodCount(currentThread: true);
        Runs.ToEnd(scenario.Start());
        Console.WriteLine(JitInfo.GetCompiledMethodCount(currentThread: true) - before);
        return 0;
    case ["inspect", .. var names]:
        foreach (var name in names)
        {
            Console.WriteLine($"{name} {Inspections.Sum(Scenarios.Create(name))}");
        }

        return 0;
    case ["stop", var name, var point, var file]:
        using (var destination = File.Create(file))
        {
            Runs.StopAndSave(Scenarios.Create(name).Start(), point, destination);
        }

        return 0;
    case ["resume", .. var pairs] when pairs.Length % 2 == 0:
        foreach (var pair in pairs.Chunk(2))
        {
            using var source = File.OpenRead(pair[1]);
            Console.WriteLine($"{pair[0]} {Runs.ToEnd(Scenarios.Create(pair[0]).Resume(source))}");
        }

        return 0;
    default:
        Console.Error.WriteLine("usage: hardware | run SCENARIO... | first [warm] | inspect SCENARIO... | stop SCENARIO POINT FILE | resume (SCENARIO FILE)...");
        return 2;
}
