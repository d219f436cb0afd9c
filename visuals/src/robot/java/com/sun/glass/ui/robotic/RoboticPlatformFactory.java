package com.sun.glass.ui.robotic;

import com.sun.glass.ui.Application;
import com.sun.glass.ui.Clipboard;
import com.sun.glass.ui.delegate.ClipboardDelegate;
import com.sun.glass.ui.headless.HeadlessPlatformFactory;
import com.sun.glass.ui.headless.RoboticApplication;

/** -Dglass.platform=Robotic: the built-in Headless platform with a larger screen, real drags and in-process drag-and-drop. */
public class RoboticPlatformFactory extends HeadlessPlatformFactory {
    @Override
    public Application createApplication() {
        return new RoboticApplication();
    }

    @Override
    public ClipboardDelegate createClipboardDelegate() {
        ClipboardDelegate base = super.createClipboardDelegate();
        return name -> Clipboard.DND.equals(name) ? new RoboticApplication.DragClipboard() : base.createClipboard(name);
    }
}
