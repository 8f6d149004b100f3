using LiveParking.Replay;

return await ReplayCommand.Create().Parse(args).InvokeAsync();
