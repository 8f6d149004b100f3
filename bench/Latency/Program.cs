using LiveParking.Latency;

return await LatencyCommand.Create().Parse(args).InvokeAsync();
