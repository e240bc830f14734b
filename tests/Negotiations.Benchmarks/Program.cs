using Negotiations.Benchmarks;

await Measurements.Run(Options.Of(args));
