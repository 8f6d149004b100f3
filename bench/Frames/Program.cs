using LiveParking.Frames;

return await FramesCommand.Create().Parse(args).InvokeAsync();
