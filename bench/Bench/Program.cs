using LiveParking.Bench;

return await BenchCommand.Create().Parse(args).InvokeAsync();
