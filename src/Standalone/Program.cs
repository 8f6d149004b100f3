using LiveParking.Standalone;

return await StandaloneCommand.Create().Parse(args).InvokeAsync();
