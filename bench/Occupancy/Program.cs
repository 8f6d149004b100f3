using LiveParking.Occupancy;

return await OccupancyCommand.Create().Parse(args).InvokeAsync();
