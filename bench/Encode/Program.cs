using LiveParking.Encode;

return await EncodeCommand.Create().Parse(args).InvokeAsync();
