using LiveParking.BenchSilo;

return await BenchSiloCommand.Create().Parse(args).InvokeAsync();
