using LiveParking.Gateway.Hosting;

return await GatewayProgram.RunAsync(args);
