using LiveParking.Peers;

return await PeersCommand.Create().Parse(args).InvokeAsync();
