using LiveParking.Viewers;

return await ViewersCommand.Create().Parse(args).InvokeAsync();
